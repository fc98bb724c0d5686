import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QuotaKind } from '../../src/domain/quotas.js';
import { sha256Base64 } from '../../src/lib/crypto/sha256.js';
import { readQuotas } from '../../src/store/workspaces/quotas.js';
import { type Ids, seedIds } from '../contract/ids.js';
import { EVERY_OPERATION } from '../contract/operations.js';
import { type Harness, startHarness } from '../harness.js';
import { dumpRows } from '../master-key.js';
import { setQuota } from '../rows.js';
import type { Workspace } from '../seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** Every table that counts, and the rows that do. */
const LIVE: Readonly<Record<QuotaKind, readonly [table: string, condition: string]>> = {
  keys: ['keys', 'deleted_at_ms is null'],
  identities: ['identities', 'deleted_at_ms is null'],
  permissions: ['permissions', 'true'],
  roles: ['roles', 'true'],
  apis: ['apis', 'deleted_at_ms is null'],
  rootKeys: ['root_keys', 'deleted_at_ms is null'],
  migrations: ['key_migrations', 'true'],
  namespaces: ['rate_limit_namespaces', 'deleted_at_ms is null'],
  overrides: ['rate_limit_overrides', 'true'],
  members: ['memberships', 'true'],
  invitations: ['invitations', 'true'],
  teamRoles: ['team_roles', 'true'],
};

async function countLive(workspaceId: string): Promise<Record<string, number>> {
  const counts = Object.entries(LIVE).map(async ([kind, [table, condition]]) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)}
      where workspace_id = ${workspaceId} and ${sql.raw(condition)}`.execute(harness.deps.db);
    return [kind, rows[0]?.count ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

async function counted(workspaceId: string): Promise<Record<string, number>> {
  const quotas = await readQuotas(harness.deps.db, workspaceId);
  return Object.fromEntries([...quotas].map(([kind, { count }]) => [kind, count]));
}

/** Leaves no room for one more. */
async function fillUp(workspace: Workspace, kind: QuotaKind): Promise<number> {
  const { [kind]: max = 0 } = await counted(workspace.id);
  await setQuota(harness.deps, { workspaceId: workspace.id, kind, max });
  return max;
}

const LIMIT = { identifier: 'user_1', limit: 1, duration: 60_000 };
const imported = (fields: object) => (ids: Ids) => {
  const keys = [{ hash: sha256Base64(randomUUID()), ...fields }];
  return { apiId: ids.apiId, migrationId: ids.migrationId, keys };
};

const CREATIONS: readonly (readonly [QuotaKind, string, (ids: Ids) => object])[] = [
  ['apis', 'apis.createApi', () => ({ name: 'New' })],
  ['identities', 'identities.createIdentity', () => ({ externalId: 'new' })],
  ['identities', 'keys.createKey', ({ apiId }) => ({ apiId, externalId: 'new' })],
  ['identities', 'keys.updateKey', ({ keyId }) => ({ keyId, externalId: 'new' })],
  ['identities', 'keys.migrateKeys', imported({ externalId: 'new' })],
  ['keys', 'keys.createKey', ({ apiId }) => ({ apiId })],
  ['keys', 'keys.rerollKey', ({ keyId }) => ({ keyId, expiration: 0 })],
  ['keys', 'keys.migrateKeys', imported({})],
  ['migrations', 'migrations.createMigration', () => ({ name: 'New', algorithm: 'sha256' })],
  ['namespaces', 'ratelimit.createNamespace', () => ({ name: 'new' })],
  ['namespaces', 'ratelimit.limit', () => ({ namespace: 'new', ...LIMIT })],
  ['namespaces', 'ratelimit.multiLimit', () => [{ namespace: 'new', ...LIMIT }]],
  ['overrides', 'ratelimit.setOverride', ({ namespace }) => ({ namespace, ...LIMIT })],
  ['permissions', 'permissions.createPermission', () => ({ name: 'New', slug: 'new' })],
  ['permissions', 'permissions.createRole', () => ({ name: 'New', permissions: ['new'] })],
  [
    'permissions',
    'permissions.setRolePermissions',
    ({ roleId }) => ({ roleId, permissions: ['new'] }),
  ],
  ['permissions', 'keys.createKey', ({ apiId }) => ({ apiId, permissions: ['new'] })],
  ['permissions', 'keys.updateKey', ({ keyId }) => ({ keyId, permissions: ['new'] })],
  ['permissions', 'keys.addPermissions', ({ keyId }) => ({ keyId, permissions: ['new'] })],
  ['permissions', 'keys.setPermissions', ({ keyId }) => ({ keyId, permissions: ['new'] })],
  ['permissions', 'keys.migrateKeys', imported({ permissions: ['new'] })],
  ['roles', 'permissions.createRole', () => ({ name: 'New' })],
  ['roles', 'keys.migrateKeys', imported({ roles: ['new'] })],
  ['teamRoles', 'team.createRole', () => ({ name: 'New', permissions: [] })],
  [
    'invitations',
    'team.createInvitation',
    () => ({ email: 'one.more@example.com', role: 'analyst' }),
  ],
  ['rootKeys', 'rootKeys.createKey', () => ({ name: 'New', permissions: [] })],
  ['rootKeys', 'rootKeys.rerollKey', ({ rootKeyId }) => ({ keyId: rootKeyId, expiration: 60_000 })],
];

describe.each(CREATIONS)('with as many %s as it may have', (kind, name, request) => {
  it(`a workspace is refused by ${name}, and nothing is left behind`, async () => {
    const workspace = await harness.newWorkspace();
    const ids = await seedIds(workspace);
    const max = await fillUp(workspace, kind);
    const before = await dumpRows(harness.deps.db, workspace.id);
    const refused = await workspace.call(name, request(ids));
    expect(refused.status).toBe(403);
    expect(refused.body.error.type).toMatch(/unkey\/application\/quota_exceeded$/);
    expect(refused.body.error.detail).toContain(`at most ${max} `);
    expect(await dumpRows(harness.deps.db, workspace.id)).toBe(before);

    await setQuota(harness.deps, { workspaceId: workspace.id, kind, max: max + 1 });
    expect((await workspace.call(name, request(ids))).status).toBe(200);
  });
});

it('every operation that can create says so', () => {
  const documented = EVERY_OPERATION.filter(({ definition }) =>
    definition.problems.includes('unkey/application/quota_exceeded'),
  );
  const creating = new Set(CREATIONS.map(([, name]) => name));
  expect([...creating].sort()).toEqual(documented.map(({ name }) => name).sort());
});

describe('the counts of a workspace', () => {
  it('are its rows that are not deleted, after every operation', async () => {
    const workspace = await harness.newWorkspace();
    for (const { name, request, definition } of EVERY_OPERATION) {
      if (definition.kind === 'read') continue;
      const ids = await seedIds(workspace, `for ${name.length} ${name}`.replaceAll(/[^a-z]/g, ''));
      await workspace.call(name, request(ids));
      await workspace.call(name, request(ids));
    }
    expect(await counted(workspace.id)).toEqual(await countLive(workspace.id));
  });

  it('free room when something is deleted, marked or not', async () => {
    const workspace = await harness.newWorkspace();
    const { apiId, keyId } = await workspace.newKey();
    const other = await workspace.newKey({ apiId });
    await fillUp(workspace, 'keys');
    const create = () => workspace.call('keys.createKey', { apiId });
    expect((await create()).status).toBe(403);
    await workspace.call('keys.deleteKey', { keyId });
    expect((await create()).status).toBe(200);
    await workspace.call('keys.deleteKey', { keyId: other.keyId, permanent: true });
    expect((await create()).status).toBe(200);
    expect((await create()).status).toBe(403);
  });
});

describe('under parallel creations', () => {
  it.each([1, 7, 30])('exactly %i keys are created in the room for them', async (room) => {
    const workspace = await harness.newWorkspace();
    const { apiId } = await workspace.newKey();
    await setQuota(harness.deps, { workspaceId: workspace.id, kind: 'keys', max: 1 + room });
    const answers = await Promise.all(
      Array.from({ length: room + 30 }, () => workspace.call('keys.createKey', { apiId })),
    );
    const created = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 403);
    expect([created.length, refused.length]).toEqual([room, 30]);
    expect(await countLive(workspace.id)).toMatchObject({ keys: 1 + room });
  });

  it('far from the quota, no creation waits for another', async () => {
    const workspace = await harness.newWorkspace();
    const { apiId } = await workspace.newKey();
    const { db } = harness.deps;
    await db.transaction().execute(async (tx) => {
      await sql`
        insert into keys (workspace_id, id, api_id, hash, start, enabled, created_at_ms)
        values (${workspace.id}, 'key_open', ${apiId}, 'open', '', true, 0)`.execute(tx);
      await sql`set constraints all immediate`.execute(tx);
      expect((await workspace.call('keys.createKey', { apiId })).status).toBe(200);
    });
    expect(await counted(workspace.id)).toEqual(await countLive(workspace.id));
  });
});

describe('the default of the installation', () => {
  it('counts for a workspace without a quota of its own, and null means unlimited', async () => {
    const { db } = harness.deps;
    const workspace = await harness.newWorkspace();
    const create = async () => (await workspace.call('apis.createApi', { name: 'New' })).status;
    const setDefault = (max: number | null) =>
      db.updateTable('quota_defaults').set({ max_count: max }).where('kind', '=', 'apis').execute();
    const before = await db
      .selectFrom('quota_defaults')
      .select('max_count')
      .where('kind', '=', 'apis')
      .executeTakeFirstOrThrow();
    await setDefault(0);
    expect(await create()).toBe(403);
    await setQuota(harness.deps, { workspaceId: workspace.id, kind: 'apis', max: null });
    expect(await create()).toBe(200);
    await setDefault(before.max_count);
  });
});
