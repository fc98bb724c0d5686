import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { limitCheck } from '../../../test/events.js';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import { EventBatch } from '../../engine/events/event-batch.js';
import { inTransaction } from '../database/transaction.js';
import { ensureEventPartitions, eventDay } from './event-partitions.js';
import {
  insertLimitCheckEvents,
  type LimitCheckEvent,
  limitCheckToJson,
} from './limit-check-events.js';

const HOUR_MS = 3_600_000;

let store: Store;
beforeAll(async () => {
  store = await startStore();
  await inTransaction(store.db, (tx) => ensureEventPartitions(tx, [eventDay(NOW_MS)]));
});
afterAll(() => store.stop());

/** A workspace in which so many identifiers may have sums of their own in an hour. */
async function workspaceWith(max: number | null): Promise<string> {
  const { workspaceId } = await store.newApi();
  const row = { workspace_id: workspaceId, kind: 'identifiersPerHour', max_count: max };
  await store.db.insertInto('workspace_quotas').values(row).execute();
  return workspaceId;
}

async function write(events: readonly LimitCheckEvent[]): Promise<void> {
  const batch = EventBatch.of(
    events.map((event) => ({ json: limitCheckToJson(event), timeMs: event.timeMs })),
  );
  await insertLimitCheckEvents(store.db, batch);
}

function checksOf(workspaceId: string, identifiers: readonly string[], fields: object = {}) {
  return identifiers.map((identifier) => limitCheck({ workspaceId, identifier, ...fields }));
}

/** The number of checks by identifier, that of the shared row under an empty text. */
async function sumsOf(workspaceId: string, hourMs = NOW_MS - (NOW_MS % HOUR_MS)) {
  const rows = await store.db
    .selectFrom('limit_checks_per_hour')
    .select(['identifier', 'count'])
    .where('workspace_id', '=', workspaceId)
    .where('hour_ms', '=', hourMs)
    .orderBy('namespace_id')
    .orderBy('identifier')
    .execute();
  return rows.map(({ identifier, count }) => [identifier, count]);
}

it('identifiers beyond the bound share one row in their hour, and the first keep their own', async () => {
  const workspaceId = await workspaceWith(3);
  await write(checksOf(workspaceId, ['a', 'b']));
  await write(checksOf(workspaceId, ['a', 'c', 'd', 'e', 'e']));
  await write(checksOf(workspaceId, ['b', 'd', 'f']));
  expect(await sumsOf(workspaceId)).toEqual([
    ['', 5],
    ['a', 2],
    ['b', 2],
    ['c', 1],
  ]);
});

it('each namespace has a shared row of its own', async () => {
  const workspaceId = await workspaceWith(0);
  await write(checksOf(workspaceId, ['a', 'b'], { namespaceId: 'rlns_1' }));
  await write(checksOf(workspaceId, ['a'], { namespaceId: 'rlns_2' }));
  expect(await sumsOf(workspaceId)).toEqual([
    ['', 2],
    ['', 1],
  ]);
});

it('the bound of one hour and workspace leaves others their room', async () => {
  const full = await workspaceWith(1);
  const other = await workspaceWith(1);
  const unlimited = await workspaceWith(null);
  await write([full, other, unlimited].flatMap((workspaceId) => checksOf(workspaceId, ['a', 'b'])));
  await write(checksOf(full, ['b'], { timeMs: NOW_MS + HOUR_MS }));
  expect(await sumsOf(full)).toEqual([
    ['', 1],
    ['a', 1],
  ]);
  const nextHourMs = NOW_MS - (NOW_MS % HOUR_MS) + HOUR_MS;
  expect(await sumsOf(full, nextHourMs)).toEqual([['b', 1]]);
  expect(await sumsOf(other)).toEqual([
    ['', 1],
    ['a', 1],
  ]);
  expect(await sumsOf(unlimited)).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
});

it('a batch that is sent again adds nothing, also beyond the bound', async () => {
  const workspaceId = await workspaceWith(1);
  const events = checksOf(workspaceId, ['a', 'b']);
  const batch = EventBatch.of(
    events.map((event) => ({ json: limitCheckToJson(event), timeMs: event.timeMs })),
  );
  await insertLimitCheckEvents(store.db, batch);
  await insertLimitCheckEvents(store.db, batch);
  expect(await sumsOf(workspaceId)).toEqual([
    ['', 1],
    ['a', 1],
  ]);
});

it('the totals of a namespace are those of its events, and its rows stay within the bound', async () => {
  const check = fc.record({
    identifier: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    namespaceId: fc.constantFrom('rlns_1', 'rlns_2'),
    passed: fc.boolean(),
    cost: fc.maxSafeNat(),
    latencyUs: fc.nat(5000),
  });
  const batches = fc.array(fc.array(check, { minLength: 1, maxLength: 8 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(batches, fc.nat(8), async (batches, max) => {
      const workspaceId = await workspaceWith(max);
      for (const batch of batches) {
        await write(batch.map((fields) => limitCheck({ workspaceId, ...fields })));
      }
      const { rows: named } = await sql<{ count: number; known: number }>`
        select count(*)::int as count, coalesce((
          select sum(count)::int from limit_identifiers_per_hour where workspace_id = ${workspaceId}
        ), 0) as known
        from limit_checks_per_hour
        where workspace_id = ${workspaceId} and identifier <> ''`.execute(store.db);
      expect(named[0]?.count).toBeLessThanOrEqual(max);
      expect(named[0]?.known).toBe(named[0]?.count);
      const { rows } = await sql`
        select namespace_id, sum(count), sum(passed), sum(cost), sum(passed_cost), sum(latency_us)
        from limit_checks_per_hour where workspace_id = ${workspaceId} group by 1
        except all
        select namespace_id, count(*), count(*) filter (where passed), sum(cost),
          coalesce(sum(cost) filter (where passed), 0), sum(latency_us)
        from limit_checks where workspace_id = ${workspaceId} group by 1`.execute(store.db);
      expect(rows).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
