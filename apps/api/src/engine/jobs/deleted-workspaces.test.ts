import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedIds } from '../../../test/contract/ids.js';
import { type Harness, startHarness } from '../../../test/harness.js';
import { newMasterKey } from '../../../test/master-key.js';
import { deleteWorkspace } from '../../operations/installation/workspaces.js';
import { createDeletedRowsJob } from './deleted-rows-job.js';
import { createEventRemovalJob, createEventRetentionJob } from './event-retention-job.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_DAYS = 30;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ MASTER_KEYS: newMasterKey('2026') });
});
afterAll(() => harness.stop());

async function runJobs(keptDays = KEPT_DAYS): Promise<void> {
  const { db, clock } = harness.deps;
  const parts = { db, clock, onFailed: () => undefined };
  await createDeletedRowsJob({ ...parts, keptDays }).run();
  await createEventRetentionJob(parts).run();
  await createEventRemovalJob({ ...parts, requestDays: 3653 }).run();
  await createDeletedRowsJob({ ...parts, keptDays }).run();
}

/** How many rows of the workspace each table has, also tables that no code here names. */
async function rowsOf(workspaceId: string): Promise<Record<string, number>> {
  const { db } = harness.deps;
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'workspace_id'`.execute(db);
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`
      select count(*) from ${sql.table(name)} where workspace_id = ${workspaceId}`.execute(db);
    if (Number(rows[0]?.count) > 0) counts[name] = Number(rows[0]?.count);
  }
  const own = await db
    .selectFrom('workspaces')
    .select('id')
    .where('id', '=', workspaceId)
    .execute();
  return own.length > 0 ? { ...counts, workspaces: own.length } : counts;
}

/** With rows in every table that can have some of a workspace. */
async function fullWorkspace() {
  const workspace = await harness.newWorkspace();
  const ids = await seedIds(workspace);
  const headers = { 'idempotency-key': 'only-once' };
  await workspace.call('apis.createApi', { name: 'Repeated' }, { headers });
  const apiId = await workspace.newApi('Recoverable');
  await workspace.call('apis.updateApi', { apiId, storesRecoverableKeys: true });
  await workspace.newKey({ apiId, recoverable: true });
  await workspace.call('keys.verifyKey', { key: ids.key });
  const check = { namespace: ids.namespace, identifier: 'user_42', limit: 10, duration: 60_000 };
  await workspace.call('ratelimit.limit', check);
  await harness.deps.recorder.flush();
  await sql`insert into workspace_quotas (workspace_id, kind, max_count)
    values (${workspace.id}, 'keys', 10)`.execute(harness.deps.db);
  return workspace;
}

it('nothing of a deleted workspace is left when its days are over, but for what is billable', async () => {
  const [gone, other] = [await fullWorkspace(), await fullWorkspace()];
  const [before, others] = [await rowsOf(gone.id), await rowsOf(other.id)];
  expect(Object.keys(before).length).toBeGreaterThan(20);
  await deleteWorkspace(harness.deps, gone.id);
  harness.clock.advance((KEPT_DAYS - 1) * DAY_MS);
  await createDeletedRowsJob({
    ...harness.deps,
    keptDays: KEPT_DAYS,
    onFailed: () => undefined,
  }).run();
  // The deletion itself left an audit event.
  const audited = { audit_events: expect.any(Number), audit_event_targets: expect.any(Number) };
  expect(await rowsOf(gone.id)).toMatchObject({ ...before, ...audited });
  // `fullWorkspace` of the other one is as old, so its events stay only as long as it keeps them.
  await sql`update workspaces set log_retention_days = 3650 where id = ${other.id}`.execute(
    harness.deps.db,
  );

  harness.clock.advance(2 * DAY_MS);
  await runJobs();
  expect(Object.keys(await rowsOf(gone.id))).toEqual(['billable_per_day']);
  expect(await rowsOf(other.id)).toEqual(others);
});

it('more rows than a batch are removed in one run, and 0 days keep them', async () => {
  const workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  await sql`
    insert into keys (workspace_id, id, api_id, hash, start, enabled, created_at_ms)
    select ${workspace.id}, 'key_many_' || n, ${apiId}, 'many_' || n, 'k', true, 0
    from generate_series(1, 250) as n`.execute(harness.deps.db);
  await deleteWorkspace(harness.deps, workspace.id);
  harness.clock.advance((KEPT_DAYS + 1) * DAY_MS);
  await runJobs(0);
  expect(await rowsOf(workspace.id)).toMatchObject({ keys: 250, workspaces: 1 });
  await runJobs();
  expect(await rowsOf(workspace.id)).toEqual({});
});

it('a workspace that is not deleted stays, however old it is', async () => {
  const workspace = await harness.newWorkspace();
  await workspace.newKey();
  harness.clock.advance(5000 * DAY_MS);
  await runJobs();
  expect(await rowsOf(workspace.id)).toMatchObject({ keys: 1, apis: 1, workspaces: 1 });
});
