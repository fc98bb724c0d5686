import { sql } from 'kysely';
import type { Db } from '../database/database.js';
import { EXAMINED_COLUMNS, statusSql } from './key-search.js';

export interface KeyCounts {
  readonly apiId: string;
  /** How many were examined, at most one more than the bound. */
  readonly keys: number;
  readonly disabled: number;
  readonly expired: number;
  readonly expiring: number;
  readonly exhausted: number;
  readonly unused: number;
}

interface CountsQuery {
  readonly workspaceId: string;
  readonly apiIds: readonly string[];
  readonly nowMs: number;
  /** An enabled key that expires before counts as expiring. */
  readonly expiresBeforeMs: number;
  readonly unusedSinceMs: number;
  /** Of each API. One key more is read, and not counted, to see whether there are more. */
  readonly examinedMax: number;
}

/** One walk over the live keys of each API in the order of their ids, up to the bound. */
export async function countKeysByState(db: Db, query: CountsQuery): Promise<KeyCounts[]> {
  const { workspaceId, apiIds, nowMs, expiresBeforeMs, unusedSinceMs, examinedMax } = query;
  const isExpiring = sql`keys.enabled and keys.expires_at_ms >= ${nowMs}
    and keys.expires_at_ms < ${expiresBeforeMs}`;
  const isUnused = sql`coalesce(used.last_used_at_ms, keys.created_at_ms) < ${unusedSinceMs}`;
  const { rows } = await sql<KeyCounts>`
    select api.id as "apiId", counted.*
    from unnest(${[...apiIds]}::text[]) with ordinality as api (id, place)
    cross join lateral (
      select count(*) as keys,
        count(*) filter (where ${statusSql('disabled', nowMs)}) as disabled,
        count(*) filter (where ${statusSql('expired', nowMs)}) as expired,
        count(*) filter (where ${isExpiring}) as expiring,
        count(*) filter (where ${statusSql('exhausted', nowMs)}) as exhausted,
        count(*) filter (where ${isUnused}) as unused
      from (
        select keys.id, ${EXAMINED_COLUMNS}
        from keys
        where keys.workspace_id = ${workspaceId} and keys.api_id = api.id
          and keys.deleted_at_ms is null
        order by keys.id
        limit ${examinedMax + 1}::bigint
      ) as keys
      left join key_last_used as used
        on used.workspace_id = ${workspaceId} and used.key_id = keys.id
    ) as counted
    order by api.place`.execute(db);
  return rows;
}
