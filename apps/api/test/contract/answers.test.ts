import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CallerKind, OPERATIONS, PEOPLE_OPERATIONS } from '@unlatch/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allGrants } from '../../src/domain/authorization/all-grants.js';
import { parseGrants } from '../../src/domain/authorization/grants.js';
import type { Caller } from '../../src/domain/caller/caller.js';
import type { Page } from '../../src/domain/pagination.js';
import { newRequestId } from '../../src/lib/ids.js';
import { RPCS } from '../../src/rpc/index.js';
import { PEOPLE_RPCS } from '../../src/rpc/people.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { seedIds } from './ids.js';
import { violationsBy } from './judge-answer.js';
import { EVERY_OPERATION } from './operations.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** Callers of each kind that a definition can name, with every right in the workspace. */
const CALLERS: Readonly<Record<CallerKind, (workspace: Workspace) => Promise<Caller>>> = {
  async rootKey({ id: workspaceId, newRootKey }) {
    const permissions = allGrants(workspaceId);
    const { id } = await newRootKey(permissions);
    const part = { workspaceId, id, name: 'Test root key', grants: parseGrants(permissions) };
    return {
      kind: 'rootKey',
      ...part,
      expiresAtMs: null,
      strictRights: false,
      workspaceRequestsPerMinute: null,
    };
  },
  async user({ id: workspaceId, newMember }) {
    const part = { workspaceId, id: await newMember('owner'), name: 'Test user' };
    const session = { sessionId: 'sess_test', steppedUpUntilMs: Number.MAX_SAFE_INTEGER };
    return { kind: 'user', ...part, ...session, grants: parseGrants(allGrants(workspaceId)) };
  },
  async portalUser({ id: workspaceId }) {
    const part = { workspaceId, sessionId: 'session_test', externalId: 'user_one' };
    return { kind: 'portalUser', ...part, grants: parseGrants(allGrants(workspaceId)) };
  },
};

const KINDS = Object.keys(CALLERS) as CallerKind[];

describe.each(EVERY_OPERATION)('$name', ({ name, definition, handle, request, needsEngine }) => {
  it('answers its documented example as documented', async () => {
    const workspace = await harness.newWorkspace();
    const { status } = await workspace.call(name, request(await seedIds(workspace)));
    expect(status).toBe(needsEngine ? 412 : 200);
  });

  const callAs = async (kind: CallerKind) => {
    const workspace = await harness.newWorkspace();
    const call = {
      body: request(await seedIds(workspace)),
      caller: await CALLERS[kind](workspace),
      ip: '203.0.113.9',
      userAgent: null,
      requestId: newRequestId(),
      idempotency: null,
      wantsRecord: true,
    };
    return handle(call, harness.deps);
  };

  it.each(needsEngine ? [] : definition.auth)(
    'answers a %s, and loses no field on the way to the wire',
    async (kind) => {
      const handled = await callAs(kind);
      const answers = definition.paginated ? (handled as Page<unknown>).items : [handled];
      for (const data of answers) {
        expect(violationsBy(definition.data)(data)).toEqual([]);
      }
    },
  );

  it.each(KINDS.filter((kind) => !definition.auth.includes(kind)))(
    'refuses a %s, whatever its grants',
    async (kind) => {
      await expect(callAs(kind)).rejects.toMatchObject({
        code: 'unkey/authorization/forbidden',
      });
    },
  );
});

describe('the operations', () => {
  const folder = fileURLToPath(new URL('../../src/rpc/', import.meta.url));
  const names = RPCS.map(({ definition }) => definition.name).sort();

  it('are the folders below src/rpc, each with handler and test', () => {
    const found = foldersIn(folder)
      .filter((group) => group !== 'shared')
      .flatMap((group) => foldersIn(`${folder}${group}`).map((action) => `${group}.${action}`));
    const ofPeople = PEOPLE_RPCS.map(({ definition }) => definition.name);
    const all = [...names, ...ofPeople].sort();
    expect(found.sort()).toEqual(all);
    for (const name of all) {
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
    const ofPeople = PEOPLE_RPCS.map(({ definition }) => definition.name);
    expect(ofPeople.sort()).toEqual(PEOPLE_OPERATIONS.map(({ name }) => name).sort());
  });

  it('each have a route and a place in the OpenAPI document, and it has no other', async () => {
    for (const name of names) {
      expect(harness.app.hasRoute({ method: 'POST', url: `/v2/${name}` })).toBe(true);
    }
    for (const { definition } of [...RPCS, ...PEOPLE_RPCS]) {
      const { name, auth } = definition;
      const isForPeople = auth.includes('user') || auth.length === 0;
      const url = `/ui/rpc/${name}`;
      expect(harness.app.hasRoute({ method: 'POST', url })).toBe(isForPeople);
    }
    const document = (await harness.app.inject('/openapi.json')).json();
    expect(Object.keys(document.paths).sort()).toEqual(names.map((name) => `/v2/${name}`));
  });
});

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
