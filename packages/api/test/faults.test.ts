import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../src/invoke.js';
import { check, read, useCallHarness, write } from './call-harness.js';
import { type Fault, faults } from './faults.js';

const harness = useCallHarness();

/** The service describes its changes in the same way. */
const change: Operation = { ...write, deduplicated: true };

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

beforeAll(() => {
  process.on('unhandledRejection', note);
});

afterAll(async () => {
  // Node reports them after the microtasks.
  await new Promise(setImmediate);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

const cases = faults.flatMap((fault) => [
  { fault, kind: 'read', operation: read, waitsMs: fault.waitsMs },
  { fault, kind: 'change', operation: change, waitsMs: fault.waitsMs },
  { fault, kind: 'check', operation: check, waitsMs: fault.checkWaitsMs },
]);

describe('a call', () => {
  test.each(cases)('of the kind $kind ends as documented after: $fault.what', async (row) => {
    const { server, platform, start } = harness();
    const { fault, operation, waitsMs } = row;
    const options = await fault.arrange(server, platform);
    let attempts = 0;
    const onRequest = () => attempts++;
    const { outcome, budgetMs } = await start(operation, options, { hooks: { onRequest } });
    for (const waitMs of waitsMs) {
      expect(await platform.nextTimer()).toBe(waitMs);
      platform.advance(waitMs);
    }
    if (fault.lastsTooLong) {
      await server.nextRequest();
      platform.advance(budgetMs);
    }
    expect((await outcome).error).toMatchObject(fault.error);
    expect(attempts).toBe(waitsMs.length + 1);
  });
});

test('the README has exactly this table', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const table = readme.slice(readme.indexOf('| what happens')).split('\n\n')[0] ?? '';
  const rows = table.split('\n').slice(2);
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(cells).toEqual(faults.map(cellsOf));
});

function cellsOf({ what, waits, waitsMs, checkWaitsMs, error }: Fault): string[] {
  const attempts = [waitsMs, checkWaitsMs].map(({ length }) => String(length + 1));
  return [what, ...attempts, waits, `\`${error.name}\``, `\`${error.code}\``];
}
