import { type RawBuilder, sql } from 'kysely';
import type { Total } from '../../domain/pagination.js';
import type { Db } from '../database/database.js';
import { type PageRow, readWithinPage } from '../database/page-bytes.js';
import { rateLimitsOf } from '../rate-limits/rate-limits.js';
import { isIndexBuilt } from '../search/build-search-indexes.js';
import {
  type FoundPage,
  GATHERED_MAX,
  type GatheredPage,
  GRAM,
  gather,
  type ListOrder,
  orderSql,
  type Position,
  walk,
} from '../search/walk.js';
import type { IdentityDetails } from './identities.js';

export type IdentitySort = 'createdAt' | 'externalId';

export interface IdentitySearch {
  readonly workspaceId: string;
  /** In id or external id. The case of the letters A to Z makes no difference. Empty: no search. */
  readonly text: string;
  readonly sort: IdentitySort;
  readonly isDescending: boolean;
  readonly from: Position | undefined;
  readonly limit: number;
  /** Whether to count all matches, not only those of the page. */
  readonly counts: boolean;
}

/** How many identities a page examines. Tests choose less, to come to every bound. */
export interface IdentityBounds {
  /** Before it gathers. */
  readonly quickMax: number;
  readonly examinedMax: Readonly<Record<IdentitySort, number>>;
  readonly gathers: boolean;
}

/**
 * `identities_live` has all that a search looks at, so it is walked without reading the rows, nor
 * their `meta`. 100,000 take about a tenth of a second.
 */
const BOUNDS: IdentityBounds = {
  quickMax: 2000,
  examinedMax: { createdAt: 100_000, externalId: 20_000 },
  gathers: true,
};

/** Live identities that contain the text, in the order asked for. */
export async function searchIdentities(
  db: Db,
  search: IdentitySearch,
  { quickMax, examinedMax, gathers }: IdentityBounds = BOUNDS,
): Promise<FoundPage & { readonly total: Total | undefined }> {
  const mayGather = gathers && [...search.text].length >= GRAM;
  if (!search.counts) {
    const quick = await walkIdentities(db, search, quickMax);
    if (quick.isWhole) return { ...quick, total: undefined };
  }
  const gathered = mayGather ? await gatherIdentities(db, search) : undefined;
  if (gathered?.outcome === 'all') return gathered;
  const total = search.counts
    ? (gathered?.total ?? (await countIdentities(db, search)))
    : undefined;
  return { ...(await walkIdentities(db, search, examinedMax[search.sort])), total };
}

/** Those that are live, in the order of `ids`. The list ends where a page is full. */
export async function findLiveIdentitiesInOrder(
  db: Db,
  { workspaceId, ids, bytesMax }: { workspaceId: string; ids: readonly string[]; bytesMax: number },
): Promise<(IdentityDetails & PageRow)[]> {
  const wanted = sql`${ids}::text[]`;
  return readWithinPage<IdentityDetails & PageRow>(db, {
    rows: sql`
      select identities.id, identities.external_id as "externalId", identities.meta,
        ${rateLimitsOf('identities')} as "rateLimits"
      from identities
      where identities.workspace_id = ${workspaceId} and identities.id = any(${wanted})
        and identities.deleted_at_ms is null`,
    sized: ['meta', 'rateLimits'],
    order: sql`array_position(${wanted}, page.id)`,
    bytesMax,
  });
}

/** The order of ids is the order of creation. */
const VALUES: Readonly<Record<IdentitySort, RawBuilder<unknown>>> = {
  createdAt: sql`identities.id`,
  externalId: sql`identities.external_id`,
};

function orderOf({ sort, isDescending, from }: IdentitySearch): ListOrder {
  return { value: VALUES[sort], type: 'text', isDescending, from };
}

function walkIdentities(db: Db, search: IdentitySearch, examinedMax: number): Promise<FoundPage> {
  const rows = examinedRows(search, orderOf(search), examinedMax);
  const matches = containsText(search.text);
  const { isDescending, limit } = search;
  return walk(db, { rows, alias: 'identities', matches, isDescending, examinedMax, limit });
}

function examinedRows(search: IdentitySearch, order: ListOrder, examinedMax: number) {
  const { seek, orderBy } = orderSql(order, sql`identities.id`);
  return sql`
    select identities.id, identities.external_id, ${order.value} as value,
      row_number() over (order by ${orderBy}) as position
    from identities
    where identities.workspace_id = ${search.workspaceId} and identities.deleted_at_ms is null
      and ${seek}
    order by ${orderBy}
    limit ${examinedMax + 1}::bigint`;
}

function containsText(text: string) {
  if (text === '') return sql<boolean>`true`;
  // Folded as the columns are: in the collation "C" only the letters A to Z have a case.
  const folded = sql`lower(${text}::text collate "C")`;
  return sql<boolean>`(strpos(lower(identities.external_id), ${folded}) > 0
    or strpos(lower(identities.id), ${folded}) > 0)`;
}

async function gatherIdentities(db: Db, search: IdentitySearch): Promise<GatheredPage | undefined> {
  if (!(await isIndexBuilt(db, 'identities_search'))) return undefined;
  const { workspaceId, text, limit } = search;
  const document = sql`identities.id || E'\\n' || identities.external_id`;
  const candidates = sql`
    select identities.id from identities
    where identities.workspace_id = ${workspaceId} and identities.deleted_at_ms is null
      and search_grams(identities.workspace_id, ${document}) @> search_grams(${workspaceId}, ${text})
      and ${containsText(text)}
    limit ${GATHERED_MAX + 1}::bigint`;
  const matches = sql<boolean>`identities.deleted_at_ms is null`;
  const parts = { table: 'identities', workspaceId, matches, limit };
  return gather(db, { ...parts, candidates, order: orderOf(search) });
}

async function countIdentities(db: Db, search: IdentitySearch): Promise<Total> {
  const order: ListOrder = { ...orderOf(search), value: VALUES.createdAt, from: undefined };
  const examinedMax = BOUNDS.examinedMax.createdAt;
  const { rows } = await sql<{ examined: number; matching: number }>`
    select count(*) as examined,
      count(*) filter (where ${containsText(search.text)}) as matching
    from (${examinedRows(search, order, examinedMax)}) as identities`.execute(db);
  const { examined = 0, matching = 0 } = rows[0] ?? {};
  const isExact = examined <= examinedMax && matching <= GATHERED_MAX;
  return { count: Math.min(matching, GATHERED_MAX), isExact };
}
