import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { send, type Workspace } from '../../../test/seed.js';
import { createDeletedRowsJob } from './deleted-rows-job.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_DAYS = 30;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function runJob(keptDays = KEPT_DAYS): Promise<void> {
  const { db, clock } = harness.deps;
  await createDeletedRowsJob({ db, clock, keptDays, onFailed: () => undefined }).run();
}

type Table = 'keys' | 'identities' | 'root_keys' | 'key_permissions' | 'key_roles' | 'rate_limits';

async function count(workspace: Workspace, table: Table): Promise<number> {
  const rows = harness.deps.db.selectFrom(table).select('workspace_id');
  return (await rows.where('workspace_id', '=', workspace.id).execute()).length;
}

/** As if it had been deleted so many days ago. */
async function age(workspace: Workspace, table: 'keys' | 'identities' | 'root_keys', days: number) {
  await harness.deps.db
    .updateTable(table)
    .set({ deleted_at_ms: harness.deps.clock.nowMs() - days * DAY_MS })
    .where('workspace_id', '=', workspace.id)
    .where('deleted_at_ms', 'is not', null)
    .execute();
}

it('a deleted key is removed with all that belongs to it when its days are over, not before', async () => {
  const workspace = await harness.newWorkspace();
  const ratelimits = [{ name: 'requests', limit: 10, duration: 60_000 }];
  const gone = await workspace.newKey({ permissions: ['a'], ratelimits });
  const kept = await workspace.newKey({ permissions: ['a'], ratelimits });
  await workspace.call('keys.deleteKey', { keyId: gone.keyId });
  await age(workspace, 'keys', KEPT_DAYS - 1);
  await runJob();
  expect(await count(workspace, 'keys')).toBe(2);

  await age(workspace, 'keys', KEPT_DAYS + 1);
  await runJob();
  expect(await count(workspace, 'keys')).toBe(1);
  expect(await count(workspace, 'key_permissions')).toBe(1);
  expect(await count(workspace, 'rate_limits')).toBe(1);
  const verified = async (key: string) =>
    (await workspace.call('keys.verifyKey', { key })).body.data.code;
  expect(await verified(gone.key)).toBe('NOT_FOUND');
  expect(await verified(kept.key)).toBe('VALID');
  const { body } = await workspace.call('workspace.getLimits', {});
  expect(body.data.keysMax.current).toBe(1);
});

it('a deleted identity is removed once no key refers to it', async () => {
  const workspace = await harness.newWorkspace();
  const { keyId } = await workspace.newKey({ externalId: 'user_1' });
  await workspace.call('identities.deleteIdentity', { identity: 'user_1' });
  await age(workspace, 'identities', KEPT_DAYS + 1);
  await runJob();
  expect(await count(workspace, 'identities')).toBe(1);
  await workspace.call('keys.deleteKey', { keyId });
  await age(workspace, 'keys', KEPT_DAYS + 1);
  await runJob();
  expect(await count(workspace, 'identities')).toBe(0);
});

it('a deleted root key is removed, and stays refused', async () => {
  const workspace = await harness.newWorkspace();
  const request = { name: 'Old', permissions: [] };
  const { body } = await workspace.call('rootKeys.createKey', request);
  await workspace.call('rootKeys.deleteKey', { keyId: body.data.keyId });
  await age(workspace, 'root_keys', KEPT_DAYS + 1);
  const before = await count(workspace, 'root_keys');
  await runJob();
  expect(await count(workspace, 'root_keys')).toBe(before - 1);
  const { status } = await send(harness.app, {
    method: 'POST',
    url: '/v2/apis.listApis',
    headers: { authorization: `Bearer ${body.data.key}` },
  });
  expect(status).toBe(401);
});

it('more than one batch is removed in one run', async () => {
  const workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  await sql`
    insert into keys (workspace_id, id, api_id, hash, start, enabled, created_at_ms, deleted_at_ms)
    select ${workspace.id}, 'key_old_' || n, ${apiId}, 'hash_' || n, 'k', true, 0, 1
    from generate_series(1, 250) as n`.execute(harness.deps.db);
  await runJob();
  expect(await count(workspace, 'keys')).toBe(0);
});

it('nothing is removed with 0 days', async () => {
  const workspace = await harness.newWorkspace();
  const { keyId } = await workspace.newKey();
  await workspace.call('keys.deleteKey', { keyId });
  await age(workspace, 'keys', 10_000);
  await runJob(0);
  expect(await count(workspace, 'keys')).toBe(1);
});
