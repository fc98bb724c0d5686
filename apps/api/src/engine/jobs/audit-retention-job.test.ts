import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { createAuditRetentionJob } from './audit-retention-job.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DAY_MS = 24 * 60 * 60 * 1000;

async function seedEvents(
  workspaceId: string,
  { timeMs, count }: { timeMs: number; count: number },
) {
  await sql`
    with seeded as (
      insert into audit_events
        (workspace_id, id, time_ms, event, description, actor_type, actor_id, targets)
      select ${workspaceId}, 'log_' || ${timeMs}::text || '_' || number, ${timeMs}, 'key.create', '',
        'system', 'test', '[{"type":"key","id":"key_a"},{"type":"api","id":"api_a"}]'
      from generate_series(1, ${count}) as number
      returning workspace_id, id, time_ms
    )
    insert into audit_event_targets (workspace_id, target_id, time_ms, event_id)
    select workspace_id, target_id, time_ms, id
    from seeded, unnest(array['key_a', 'api_a']) as target_id`.execute(harness.deps.db);
}

async function countRows(workspaceId: string) {
  const { rows } = await sql<{ events: number; targets: number }>`
    select
      (select count(*) from audit_events where workspace_id = ${workspaceId}) as events,
      (select count(*) from audit_event_targets where workspace_id = ${workspaceId}) as targets`.execute(
    harness.deps.db,
  );
  return rows[0];
}

it('deletes what is older than the retention of each workspace, in as many batches as it takes', async () => {
  const { db, clock } = harness.deps;
  const short = await harness.newWorkspace();
  const usual = await harness.newWorkspace();
  await db
    .updateTable('workspaces')
    .set({ audit_retention_days: 7 })
    .where('id', '=', short.id)
    .execute();
  const nowMs = clock.nowMs();
  for (const { id } of [short, usual]) {
    await seedEvents(id, { timeMs: nowMs - 90 * DAY_MS - 1, count: 1500 });
    await seedEvents(id, { timeMs: nowMs - 7 * DAY_MS - 1, count: 1000 });
    await seedEvents(id, { timeMs: nowMs - 7 * DAY_MS, count: 10 });
  }
  await createAuditRetentionJob({ db, clock, onFailed: () => undefined }).run();
  expect(await countRows(short.id)).toEqual({ events: 10, targets: 20 });
  expect(await countRows(usual.id)).toEqual({ events: 1010, targets: 2020 });
});

it('leaves the work to another process that has begun it', async () => {
  const { db, clock } = harness.deps;
  const workspace = await harness.newWorkspace();
  await seedEvents(workspace.id, { timeMs: clock.nowMs() - 91 * DAY_MS, count: 1 });
  const job = createAuditRetentionJob({ db, clock, onFailed: () => undefined });
  await db.transaction().execute(async (other) => {
    await sql`select pg_advisory_xact_lock(hashtext('unlatch.audit_retention'))`.execute(other);
    await job.run();
    expect(await countRows(workspace.id)).toEqual({ events: 1, targets: 2 });
  });
  await job.run();
  expect(await countRows(workspace.id)).toEqual({ events: 0, targets: 0 });
});
