import { sql } from 'kysely';
import type { Refill } from '../../domain/credits/plan-refill.js';
import { balanceAt } from '../credits/refills.js';
import type { Db } from '../database/database.js';
import { type PageRow, readWithinPage } from '../database/page-bytes.js';
import type { IdentityDetails } from '../identities/identities.js';
import { type RateLimit, rateLimitsOf } from '../rate-limits/rate-limits.js';
import { keyPermissionSlugs, keyRoleNames, selectLiveKeys } from './keys.js';

/** A key as the management operations show it. */
export interface KeyDetails {
  readonly id: string;
  readonly apiId: string;
  readonly keySpaceId: string;
  readonly hash: string;
  readonly start: string;
  readonly name: string | null;
  readonly meta: Readonly<Record<string, unknown>> | null;
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly creditsRemaining: number | null;
  readonly refill: Refill | null;
  readonly lastUsedAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number | null;
  /** Direct and through roles, each once, ascending. */
  readonly permissions: readonly string[];
  /** Names, ascending. */
  readonly roles: readonly string[];
  /** The limits of the key itself, by name. */
  readonly rateLimits: readonly RateLimit[];
  readonly identity: IdentityDetails | null;
}

interface KeySelector {
  readonly workspaceId: string;
  readonly by: { readonly id: string } | { readonly hash: string };
}

export async function findLiveKey(
  db: Db,
  { workspaceId, by }: KeySelector,
  nowMs: number,
): Promise<KeyDetails | undefined> {
  const row = await selectKeyDetails(db, nowMs)
    .where('keys.workspace_id', '=', workspaceId)
    .where('id' in by ? 'keys.id' : 'keys.hash', '=', 'id' in by ? by.id : by.hash)
    .executeTakeFirst();
  return row === undefined ? undefined : toKeyDetails(row);
}

interface KeyList {
  readonly workspaceId: string;
  readonly apiId: string;
  /** Only the keys of the live identity with this external id. */
  readonly externalId: string | undefined;
  readonly fromId: string;
  readonly limit: number;
  readonly bytesMax: number;
}

const SIZED = [
  'meta',
  'permissions',
  'roles',
  'rate_limits',
  'identity_meta',
  'identity_rate_limits',
];

/**
 * Ascending by id, from `fromId` on. A first query reads only the ids of the page. It needs only a
 * part of the index `keys_of_api` or `keys_of_identity`. The list ends where a page is full.
 */
export async function listLiveKeys(
  db: Db,
  list: KeyList,
  nowMs: number,
): Promise<(KeyDetails & PageRow)[]> {
  const rows = await readWithinPage<Row>(db, {
    rows: selectKeyDetails(db, nowMs)
      .where('keys.workspace_id', '=', list.workspaceId)
      .where('keys.id', 'in', selectPage(db, list))
      .orderBy('keys.id'),
    sized: SIZED,
    order: sql`page.id`,
    bytesMax: list.bytesMax,
  });
  return rows.map((row) => ({ ...toKeyDetails(row), isBeyondPage: row.isBeyondPage }));
}

/** Those that are live, in the order of `ids`. The list ends where a page is full. */
export async function findLiveKeysInOrder(
  db: Db,
  list: { workspaceId: string; ids: readonly string[]; bytesMax: number },
  nowMs: number,
): Promise<(KeyDetails & PageRow)[]> {
  const ids = sql<string>`${list.ids}::text[]`;
  const rows = await readWithinPage<Row>(db, {
    rows: selectKeyDetails(db, nowMs)
      .where('keys.workspace_id', '=', list.workspaceId)
      .where('keys.id', '=', sql<string>`any(${ids})`),
    sized: SIZED,
    order: sql`array_position(${ids}, page.id)`,
    bytesMax: list.bytesMax,
  });
  return rows.map((row) => ({ ...toKeyDetails(row), isBeyondPage: row.isBeyondPage }));
}

function selectPage(db: Db, { workspaceId, apiId, externalId, fromId, limit }: KeyList) {
  const ofApi = db
    .selectFrom('keys')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('api_id', '=', apiId)
    .where('deleted_at_ms', 'is', null)
    .where('id', '>=', fromId)
    .orderBy('id')
    .limit(limit);
  if (externalId === undefined) return ofApi;
  const wanted = db
    .selectFrom('identities')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', externalId)
    .where('deleted_at_ms', 'is', null);
  return ofApi.where('identity_id', '=', wanted);
}

/** One statement for any number of keys: the lists of a key are gathered per row. */
function selectKeyDetails(db: Db, nowMs: number) {
  return selectLiveKeys(db)
    .leftJoin('identities', (join) =>
      join
        .onRef('identities.workspace_id', '=', 'keys.workspace_id')
        .onRef('identities.id', '=', 'keys.identity_id')
        .on('identities.deleted_at_ms', 'is', null),
    )
    .leftJoin('key_last_used', (join) =>
      join
        .onRef('key_last_used.workspace_id', '=', 'keys.workspace_id')
        .onRef('key_last_used.key_id', '=', 'keys.id'),
    )
    .select([
      'keys.name',
      'keys.start',
      'keys.meta',
      'keys.enabled',
      'keys.expires_at_ms',
      balanceAt(nowMs).as('balance'),
      'keys.refill_amount',
      'keys.refill_day',
      'key_last_used.last_used_at_ms',
      'keys.created_at_ms',
      'keys.updated_at_ms',
      keyPermissionSlugs.as('permissions'),
      keyRoleNames.as('roles'),
      rateLimitsOf('keys').as('rate_limits'),
      'identities.id as identity_id',
      'identities.external_id as identity_external_id',
      'identities.meta as identity_meta',
      rateLimitsOf('identities').as('identity_rate_limits'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectKeyDetails>['executeTakeFirstOrThrow']>>;

function toKeyDetails(row: Row): KeyDetails {
  return {
    id: row.id,
    apiId: row.api_id,
    keySpaceId: row.key_space_id,
    hash: row.hash,
    start: row.start,
    name: row.name,
    meta: row.meta,
    enabled: row.enabled,
    expiresAtMs: row.expires_at_ms,
    creditsRemaining: row.balance,
    refill: row.refill_amount === null ? null : { amount: row.refill_amount, day: row.refill_day },
    lastUsedAtMs: row.last_used_at_ms,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    permissions: row.permissions,
    roles: row.roles,
    rateLimits: row.rate_limits,
    identity: toIdentity(row),
  };
}

function toIdentity(row: Row): KeyDetails['identity'] {
  if (row.identity_id === null || row.identity_external_id === null) return null;
  return {
    id: row.identity_id,
    externalId: row.identity_external_id,
    meta: row.identity_meta ?? {},
    rateLimits: row.identity_rate_limits,
  };
}
