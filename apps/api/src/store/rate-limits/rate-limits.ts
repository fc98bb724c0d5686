import { sql } from 'kysely';
import { newId } from '../../lib/ids.js';
import type { Db, Tx } from '../database/database.js';
import { insertRows } from '../database/insert-rows.js';

/** A limit belongs to one key, or to an identity, which shares it among all of its keys. */
export type RateLimitOwner =
  | { readonly workspaceId: string; readonly keyId: string }
  | { readonly workspaceId: string; readonly identityId: string };

export interface RateLimitSettings {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly autoApply: boolean;
}

export interface RateLimit extends RateLimitSettings {
  readonly id: string;
}

export interface RateLimitChanges {
  readonly created: readonly RateLimit[];
  readonly updated: readonly RateLimit[];
  readonly deleted: readonly RateLimit[];
}

/**
 * Replaces the limits of the owner by these. A limit that keeps its name keeps its id and so its
 * counters. A limit that is not named is removed. Of two with one name, the last counts. The caller
 * has locked the owner, so two calls do not mix their sets.
 */
export async function replaceRateLimits(
  tx: Tx,
  owner: RateLimitOwner,
  wanted: readonly RateLimitSettings[],
  nowMs: number,
): Promise<RateLimitChanges> {
  const byName = new Map(wanted.map((limit) => [limit.name, limit]));
  const deleted = await deleteOthers(tx, owner, [...byName.keys()]);
  const written = await upsert(tx, owner, [...byName.values()], nowMs);
  return {
    created: written.filter((row) => row.inserted).map(toRateLimit),
    updated: written.filter((row) => !row.inserted).map(toRateLimit),
    deleted,
  };
}

/**
 * For new keys, which have no limits yet. Of two limits of a key with one name, the last counts.
 */
export async function insertRateLimitsOfNewKeys(
  tx: Tx,
  owners: {
    readonly workspaceId: string;
    readonly keys: readonly { keyId: string; rateLimits: readonly RateLimitSettings[] }[];
    readonly nowMs: number;
  },
): Promise<void> {
  await insertRows(tx, 'rate_limits', rowsOfNewKeys(owners));
}

function* rowsOfNewKeys({
  workspaceId,
  keys,
  nowMs,
}: Parameters<typeof insertRateLimitsOfNewKeys>[1]) {
  for (const { keyId, rateLimits } of keys) {
    const byName = new Map(rateLimits.map((limit) => [limit.name, limit]));
    for (const limit of byName.values()) {
      yield {
        workspace_id: workspaceId,
        id: newId('rl', nowMs),
        key_id: keyId,
        identity_id: null,
        name: limit.name,
        limit_max: limit.limit,
        window_ms: limit.windowMs,
        auto_apply: limit.autoApply,
        created_at_ms: nowMs,
        updated_at_ms: null,
      };
    }
  }
}

/** Ascending by name. */
export async function listRateLimits(db: Db, owner: RateLimitOwner): Promise<RateLimit[]> {
  const { column, ownerId } = columnsOf(owner);
  const rows = await db
    .selectFrom('rate_limits')
    .select(['id', 'name', 'limit_max', 'window_ms', 'auto_apply'])
    .where('workspace_id', '=', owner.workspaceId)
    .where(column, '=', ownerId)
    .orderBy('name')
    .execute();
  return rows.map(toRateLimit);
}

/** The same, for a statement that selects from this table. */
export function rateLimitsOf(table: 'keys' | 'identities') {
  const owner = table === 'keys' ? 'key_id' : 'identity_id';
  return sql<RateLimit[]>`coalesce((
    select json_agg(json_build_object(
      'id', rate_limits.id,
      'name', rate_limits.name,
      'limit', rate_limits.limit_max,
      'windowMs', rate_limits.window_ms,
      'autoApply', rate_limits.auto_apply
    ) order by rate_limits.name)
    from rate_limits
    where rate_limits.workspace_id = ${sql.ref(`${table}.workspace_id`)}
      and ${sql.ref(`rate_limits.${owner}`)} = ${sql.ref(`${table}.id`)}
  ), '[]'::json)`;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly limit_max: number;
  readonly window_ms: number;
  readonly auto_apply: boolean;
}

function toRateLimit(row: Row): RateLimit {
  return {
    id: row.id,
    name: row.name,
    limit: row.limit_max,
    windowMs: row.window_ms,
    autoApply: row.auto_apply,
  };
}

function columnsOf(owner: RateLimitOwner) {
  return 'keyId' in owner
    ? { column: 'key_id' as const, ownerId: owner.keyId }
    : { column: 'identity_id' as const, ownerId: owner.identityId };
}

async function deleteOthers(
  tx: Tx,
  owner: RateLimitOwner,
  names: readonly string[],
): Promise<RateLimit[]> {
  const { column, ownerId } = columnsOf(owner);
  const rows = await tx
    .deleteFrom('rate_limits')
    .where('workspace_id', '=', owner.workspaceId)
    .where(column, '=', ownerId)
    .where(sql<boolean>`name <> all(${names}::text[])`)
    .returning(['id', 'name', 'limit_max', 'window_ms', 'auto_apply'])
    .execute();
  return rows.map(toRateLimit);
}

async function upsert(
  tx: Tx,
  owner: RateLimitOwner,
  limits: readonly RateLimitSettings[],
  nowMs: number,
): Promise<(Row & { readonly inserted: boolean })[]> {
  if (limits.length === 0) return [];
  const { column, ownerId } = columnsOf(owner);
  const rows = limits.map((limit) => ({ ...limit, id: newId('rl', nowMs) }));
  const { rows: written } = await sql<Row & { inserted: boolean }>`
    insert into rate_limits
      (workspace_id, id, ${sql.ref(column)}, name, limit_max, window_ms, auto_apply, created_at_ms)
    select ${owner.workspaceId}, wanted.id, ${ownerId}, wanted.name, wanted."limit",
      wanted."windowMs", wanted."autoApply", ${nowMs}
    from json_to_recordset(${JSON.stringify(rows)}::json) as wanted
      (id text, name text, "limit" bigint, "windowMs" bigint, "autoApply" boolean)
    on conflict (workspace_id, ${sql.ref(column)}, name) do update set
      limit_max = excluded.limit_max,
      window_ms = excluded.window_ms,
      auto_apply = excluded.auto_apply,
      updated_at_ms = ${nowMs}
    returning id, name, limit_max, window_ms, auto_apply, xmax = 0 as inserted`.execute(tx);
  return written;
}
