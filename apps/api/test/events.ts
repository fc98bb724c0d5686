import { sql } from 'kysely';
import { expect } from 'vitest';
import type { RecordedVerification } from '../src/engine/events/recorder.js';
import { newRequestId } from '../src/lib/ids.js';
import type { Db } from '../src/store/database/database.js';
import type { LimitCheckEvent } from '../src/store/events/limit-check-events.js';
import { NOW_MS } from './store.js';

export function verification(fields: Partial<RecordedVerification> = {}): RecordedVerification {
  return {
    timeMs: NOW_MS,
    requestId: newRequestId(),
    workspaceId: 'ws_1',
    apiId: 'api_1',
    keySpaceId: 'ks_1',
    keyId: 'key_1',
    identityId: '',
    externalId: '',
    code: 'VALID',
    tags: [],
    spentCredits: 0,
    latencyUs: 100,
    permissionQuery: '',
    creditCost: 0,
    deniedLimit: '',
    ...fields,
  };
}

export function limitCheck(fields: Partial<LimitCheckEvent> = {}): LimitCheckEvent {
  return {
    timeMs: NOW_MS,
    requestId: newRequestId(),
    item: 0,
    workspaceId: 'ws_1',
    namespaceId: 'rlns_1',
    identifier: 'user_42',
    passed: true,
    cost: 1,
    limit: 10,
    remaining: 9,
    resetAtMs: NOW_MS + 60_000,
    overrideId: '',
    latencyUs: 10,
    ...fields,
  };
}

/** All recorded verifications of a workspace, in order of arrival as far as it is known. */
export async function readVerifications(db: Db, workspaceId: string) {
  return db
    .selectFrom('verifications')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('time_ms')
    .orderBy('request_id')
    .execute();
}

export async function readLimitChecks(db: Db, workspaceId: string) {
  return db
    .selectFrom('limit_checks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('time_ms')
    .orderBy('request_id')
    .orderBy('item')
    .execute();
}

/** In all workspaces. */
export async function countEvents(
  db: Db,
  table: 'verifications' | 'limit_checks',
  where = sql`true`,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from ${sql.table(table)} where ${where}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Checks that the sums per hour and day and the last uses equal a count over all rows. */
export async function expectSumsToMatch(db: Db): Promise<void> {
  const hour = sql`time_ms - time_ms % 3600000`;
  const verifications = sql`
    select workspace_id, ${hour} as hour_ms, api_id, key_id, identity_id, code, count(*)::bigint,
      sum(spent_credits)::bigint as spent_credits, sum(latency_us)::bigint as latency_us
    from verifications group by 1, 2, 3, 4, 5, 6`;
  const limitChecks = sql`
    select workspace_id, ${hour} as hour_ms, namespace_id, identifier, count(*)::bigint,
      count(*) filter (where passed) as passed, sum(cost) as cost,
      coalesce(sum(cost) filter (where passed), 0) as passed_cost, sum(latency_us)::bigint as latency_us
    from limit_checks group by 1, 2, 3, 4`;
  const lastUsed = sql`
    select keys.workspace_id, key_id, max(time_ms) as last_used_at_ms, keys.api_id,
      max(time_ms) / 60000 as used_minute
    from verifications join keys on keys.id = key_id group by 1, 2, 4`;
  expect(await difference(db, 'verifications_per_hour', verifications)).toEqual([]);
  expect(await difference(db, 'limit_checks_per_hour', limitChecks)).toEqual([]);
  expect(await difference(db, 'key_last_used', lastUsed)).toEqual([]);
  const day = sql`time_ms - time_ms % 86400000`;
  const billable = sql`
    select * from (
      select workspace_id, ${day} as day_ms, 'verification' as kind, count(*) as count
      from verifications where code = 'VALID' group by 1, 2
      union all
      select workspace_id, ${day}, 'limit_check', count(*)
      from limit_checks where passed group by 1, 2
    ) as counted`;
  const billed = sql`
    select workspace_id, day_ms, kind, sum(count)::bigint as count
    from billable_per_day group by 1, 2, 3`;
  expect(await difference(db, billed, billable)).toEqual([]);
}

async function difference(
  db: Db,
  table: string | ReturnType<typeof sql>,
  counted: ReturnType<typeof sql>,
) {
  const stored = typeof table === 'string' ? sql`select * from ${sql.table(table)}` : table;
  const { rows } = await sql`
    (${stored} except all ${counted}) union all (${counted} except all ${stored})`.execute(db);
  return rows;
}
