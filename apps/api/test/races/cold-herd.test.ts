import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

const REQUESTS = 10_000;

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

/** Watches what this process sends to the database. The statements still run there. */
function watchKeyStatements() {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  onTestFinished(() => sent.mockRestore());
  return {
    /** The number of hashes in each statement that reads keys by their hashes. */
    sizes: () => sent.mock.calls.flatMap(([statement]) => hashesIn(statement)),
  };
}

function hashesIn(statement: unknown): number[] {
  if (typeof statement !== 'object' || statement === null) return [];
  const { text = '', values = [] } = statement as { text?: string; values?: unknown[] };
  const hashes = values.find(Array.isArray);
  return text.includes('and keys.hash = reference.hash') && hashes ? [hashes.length] : [];
}

/** Without the checks that other tests make on every response: there are very many here. */
async function verifyAtOnce(keyOf: (index: number) => string): Promise<string[]> {
  const answers = Array.from({ length: REQUESTS }, async (_, index) => {
    const response = await harness.app.inject({
      method: 'POST',
      url: '/v2/keys.verifyKey',
      headers: { authorization: `Bearer ${workspace.rootKey}` },
      payload: { key: keyOf(index) },
    });
    return response.json().data?.code ?? `status ${response.statusCode}`;
  });
  return Promise.all(answers);
}

describe('ten thousand requests at once', { timeout: 60_000 }, () => {
  it('for one key that is not in memory are one statement', async () => {
    const { key } = await workspace.newKey();
    const statements = watchKeyStatements();
    const codes = await verifyAtOnce(() => key);
    expect(new Set(codes)).toEqual(new Set(['VALID']));
    expect(statements.sizes()).toEqual([1]);
  });

  it('for as many keys that do not exist are a statement for each 100, and none the second time', async () => {
    const statements = watchKeyStatements();
    const verifyUnknown = () => verifyAtOnce((index) => `unknown_${index}`);
    expect(new Set(await verifyUnknown())).toEqual(new Set(['NOT_FOUND']));
    const once = Array(REQUESTS / 100).fill(100);
    expect(statements.sizes()).toEqual(once);
    expect(new Set(await verifyUnknown())).toEqual(new Set(['NOT_FOUND']));
    expect(statements.sizes()).toEqual(once);
  });
});
