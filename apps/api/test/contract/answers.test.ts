import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OPERATIONS } from '@unlatch/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allGrants } from '../../src/domain/authorization/all-grants.js';
import { parseGrants } from '../../src/domain/authorization/grants.js';
import type { Caller } from '../../src/domain/caller/caller.js';
import type { Page } from '../../src/domain/pagination.js';
import { newRequestId } from '../../src/lib/ids.js';
import { RPCS } from '../../src/rpc/index.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { violationsOf } from './check-answer.js';
import { seedIds } from './ids.js';
import { EVERY_OPERATION } from './operations.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function callerIn(workspace: Workspace): Promise<Caller> {
  const permissions = allGrants(workspace.id);
  const { id } = await workspace.newRootKey(permissions);
  return {
    kind: 'rootKey',
    workspaceId: workspace.id,
    id,
    name: 'Test root key',
    grants: parseGrants(permissions),
    workspaceRequestsPerMinute: null,
  };
}

describe.each(EVERY_OPERATION)('$name', ({ name, definition, handle, request }) => {
  it('answers its documented example as documented', async () => {
    const workspace = await harness.newWorkspace();
    const { status } = await workspace.call(name, request(await seedIds(workspace)));
    expect(status).toBe(200);
  });

  it('loses no field between handler and wire', async () => {
    const workspace = await harness.newWorkspace();
    const call = {
      body: request(await seedIds(workspace)),
      caller: await callerIn(workspace),
      ip: '203.0.113.9',
      userAgent: null,
      requestId: newRequestId(),
      idempotency: null,
      wantsRecord: true,
    };
    const handled = await handle(call, harness.deps);
    const answers = definition.paginated ? (handled as Page<unknown>).items : [handled];
    for (const data of answers) {
      expect(violationsOf(definition.data, data)).toEqual([]);
    }
  });
});

describe('the operations', () => {
  const folder = fileURLToPath(new URL('../../src/rpc/', import.meta.url));
  const names = RPCS.map(({ definition }) => definition.name).sort();

  it('are the folders below src/rpc, each with handler and test', () => {
    const found = foldersIn(folder)
      .filter((group) => group !== 'shared')
      .flatMap((group) => foldersIn(`${folder}${group}`).map((action) => `${group}.${action}`));
    expect(found.sort()).toEqual(names);
    for (const name of names) {
      for (const file of ['handler.ts', 'handler.test.ts']) {
        expect(existsSync(`${folder}${name.replace('.', '/')}/${file}`), file).toBe(true);
      }
    }
  });

  it('implement the whole contract, and nothing else', () => {
    expect(RPCS.map(({ definition }) => definition)).toEqual(
      expect.arrayContaining([...OPERATIONS]),
    );
    expect(RPCS).toHaveLength(OPERATIONS.length);
  });

  it('each have a route and a place in the OpenAPI document, and it has no other', async () => {
    for (const name of names) {
      expect(harness.app.hasRoute({ method: 'POST', url: `/v2/${name}` })).toBe(true);
    }
    const document = (await harness.app.inject('/openapi.json')).json();
    expect(Object.keys(document.paths).sort()).toEqual(names.map((name) => `/v2/${name}`));
  });
});

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
