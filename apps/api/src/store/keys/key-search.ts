import { type RawBuilder, sql } from 'kysely';
import { balanceAt } from '../credits/refills.js';
import type { Position } from '../search/walk.js';

export type KeySort = 'createdAt' | 'lastUsedAt' | 'expires' | 'name';
export type KeyStatus = 'active' | 'disabled' | 'expired' | 'exhausted';

export interface KeyFilters {
  /** The case of the letters A to Z makes no difference. Empty: no search. */
  readonly text: string;
  readonly externalId: string | undefined;
  readonly status: KeyStatus | undefined;
  readonly expiresBeforeMs: number | undefined;
  readonly unusedSinceMs: number | undefined;
}

export interface KeySearch extends KeyFilters {
  readonly workspaceId: string;
  readonly apiId: string;
  readonly sort: KeySort;
  readonly isDescending: boolean;
  readonly from: Position | undefined;
  readonly limit: number;
  /** Whether to count all matches, not only those of the page. */
  readonly counts: boolean;
  readonly nowMs: number;
}

/** What filters look at, beside the id. */
export const EXAMINED_COLUMNS = sql`keys.start, keys.name, keys.identity_id, keys.enabled,
  keys.expires_at_ms, keys.credits_remaining, keys.refill_amount, keys.refill_due_at_ms,
  keys.created_at_ms, keys.deleted_at_ms`;

/** Conditions on `keys`, which is the table or has `EXAMINED_COLUMNS` of it. */
export function matchesSql(search: KeySearch): RawBuilder<boolean> {
  const { workspaceId, text, externalId, status, expiresBeforeMs, unusedSinceMs, nowMs } = search;
  const conditions: RawBuilder<unknown>[] = [sql`keys.deleted_at_ms is null`];
  if (text !== '') conditions.push(containsText(workspaceId, text));
  if (externalId !== undefined) {
    conditions.push(sql`keys.identity_id = ${identityIdOf(workspaceId, externalId)}`);
  }
  if (status !== undefined) conditions.push(statusSql(status, nowMs));
  if (expiresBeforeMs !== undefined) conditions.push(sql`keys.expires_at_ms < ${expiresBeforeMs}`);
  if (unusedSinceMs !== undefined) {
    conditions.push(sql`coalesce(
      (select used.last_used_at_ms from key_last_used as used
        where used.workspace_id = ${workspaceId} and used.key_id = keys.id),
      keys.created_at_ms) < ${unusedSinceMs}`);
  }
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

export function statusSql(status: KeyStatus, nowMs: number) {
  const isExpired = sql`coalesce(keys.expires_at_ms < ${nowMs}, false)`;
  const isExhausted = sql`coalesce(${balanceAt(nowMs)} = 0, false)`;
  if (status === 'disabled') return sql`not keys.enabled`;
  if (status === 'expired') return isExpired;
  if (status === 'exhausted') return isExhausted;
  return sql`(keys.enabled and not ${isExpired} and not ${isExhausted})`;
}

/** The subquery is no `exists`, which the planner could answer by reading all identities. */
export function containsText(workspaceId: string, text: string) {
  const folded = sql`lower(${text}::text collate "C")`;
  return sql`(strpos(lower(keys.name collate "C"), ${folded}) > 0
    or strpos(lower(keys.start collate "C"), ${folded}) > 0
    or strpos(lower(keys.id), ${folded}) > 0
    or strpos(lower((
      select identities.external_id from identities
      where identities.workspace_id = ${workspaceId} and identities.id = keys.identity_id
        and identities.deleted_at_ms is null)), ${folded}) > 0)`;
}

export function identityIdOf(workspaceId: string, externalId: string) {
  return sql`(select identities.id from identities
    where identities.workspace_id = ${workspaceId} and identities.external_id = ${externalId}
      and identities.deleted_at_ms is null)`;
}
