import { type RawBuilder, sql } from 'kysely';
import type { Total } from '../../domain/pagination.js';
import type { Db } from '../database/database.js';
import { isIndexBuilt } from '../search/build-search-indexes.js';
import {
  type FoundPage,
  GATHERED_MAX,
  GRAM,
  gather,
  type ListOrder,
  orderSql,
  walk,
} from '../search/walk.js';
import {
  containsText,
  EXAMINED_COLUMNS,
  identityIdOf,
  type KeySearch,
  type KeySort,
  matchesSql,
} from './key-search.js';
import { inOrderOfUse, lastUsedMinute } from './walk-last-uses.js';

/** How many keys a page examines. Tests choose less, to come to every bound. */
export interface WalkBounds {
  /** Before it gathers: enough to fill a page if one key in twenty matches. */
  readonly quickMax: number;
  readonly examinedMax: number;
  readonly countedMax: number;
  readonly gathers: boolean;
}

const BOUNDS: WalkBounds = {
  quickMax: 2000,
  examinedMax: 20_000,
  countedMax: 50_000,
  gathers: true,
};

/**
 * The live keys of an API that pass every filter, in the order asked for.
 *
 * A key that is created, deleted or changed while a client reads page after page may be missing or
 * shown twice only if its place in the order has changed.
 */
export async function searchKeys(
  db: Db,
  search: KeySearch,
  bounds: WalkBounds = BOUNDS,
): Promise<FoundPage & { readonly total: Total | undefined }> {
  if (!search.counts) {
    const quick = await walkKeys(db, search, bounds.quickMax);
    if (quick.isWhole) return { ...quick, total: undefined };
  }
  const gathered = bounds.gathers ? await gatherKeys(db, search) : undefined;
  if (gathered?.outcome === 'all') return gathered;
  const total = search.counts
    ? (gathered?.total ?? (await countKeys(db, search, bounds.countedMax)))
    : undefined;
  return { ...(await walkKeys(db, search, bounds.examinedMax)), total };
}

function walkKeys(db: Db, search: KeySearch, examinedMax: number): Promise<FoundPage> {
  const matches = matchesSql(search);
  if (search.sort === 'lastUsedAt') return inOrderOfUse(db, { ...search, examinedMax, matches });
  const order = orderOf(search);
  const rows = examinedRows(search, order, examinedMax);
  const { isDescending, limit } = search;
  return walk(db, { rows, alias: 'keys', matches, isDescending, examinedMax, limit });
}

function examinedRows({ workspaceId, apiId }: KeySearch, order: ListOrder, examinedMax: number) {
  const { seek, orderBy } = orderSql(order, sql`keys.id`);
  return sql`
    select keys.id, ${EXAMINED_COLUMNS}, ${order.value} as value,
      row_number() over (order by ${orderBy}) as position
    from keys
    where keys.workspace_id = ${workspaceId} and keys.api_id = ${apiId}
      and keys.deleted_at_ms is null and ${seek}
    order by ${orderBy}
    limit ${examinedMax + 1}::bigint`;
}

/**
 * The expressions of the indexes. The order of ids is the order of creation. A key that never
 * expires does so later than all others, and a key without a name comes before all names.
 */
const VALUES: Readonly<Record<Exclude<KeySort, 'lastUsedAt'>, Pick<ListOrder, 'value' | 'type'>>> =
  {
    createdAt: { value: sql`keys.id`, type: 'text' },
    name: { value: sql`coalesce(lower(left(keys.name, 100) collate "C"), '')`, type: 'text' },
    expires: { value: sql`coalesce(keys.expires_at_ms, 9007199254740991)`, type: 'bigint' },
  };

function orderOf({ sort, isDescending, from }: KeySearch): ListOrder {
  if (sort === 'lastUsedAt') {
    return { value: lastUsedMinute({ isDescending }), type: 'bigint', isDescending, from };
  }
  return { ...VALUES[sort], isDescending, from };
}

async function gatherKeys(db: Db, search: KeySearch) {
  const source = sourceOf(search);
  if (source === undefined || !(await areBuilt(db, source.indexes))) return undefined;
  const { workspaceId, limit } = search;
  const candidates = source.candidates;
  const parts = { table: 'keys', workspaceId, matches: matchesSql(search), limit };
  return gather(db, { ...parts, candidates, order: orderOf(search) });
}

async function areBuilt(db: Db, indexes: readonly string[]): Promise<boolean> {
  for (const index of indexes) if (!(await isIndexBuilt(db, index))) return false;
  return true;
}

interface Source {
  /** Without these, `candidates` would read the whole table. */
  readonly indexes: readonly string[];
  readonly candidates: RawBuilder<unknown>;
}

/** The filter whose index is asked. `undefined`: none has one. */
function sourceOf(search: KeySearch): Source | undefined {
  const { workspaceId, text, externalId, status, expiresBeforeMs, nowMs } = search;
  if ([...text].length >= GRAM) return { indexes: SEARCHED, candidates: containing(search) };
  if (externalId !== undefined) {
    const ofIdentity = sql`keys.identity_id = ${identityIdOf(workspaceId, externalId)}`;
    return { indexes: [], candidates: liveKeys(search, ofIdentity) };
  }
  if (status === 'disabled') {
    const indexes = ['keys_disabled'];
    return { indexes, candidates: liveKeys(search, sql`not keys.enabled`) };
  }
  const ends = [expiresBeforeMs, status === 'expired' ? nowMs : undefined];
  const beforeMs = Math.min(...ends.filter((end) => end !== undefined));
  if (!Number.isFinite(beforeMs)) return undefined;
  // In order, because the planner would else expect many, and read the table.
  const isBefore = sql`${VALUES.expires.value} < ${beforeMs} order by ${VALUES.expires.value}`;
  return { indexes: ['keys_by_expiry'], candidates: liveKeys(search, isBefore) };
}

const SEARCHED = ['keys_search', 'identities_search'];

/** Of too many owners, not all are read. Then there are too many candidates on purpose. */
function containing(search: KeySearch) {
  const { workspaceId, apiId, text } = search;
  const document = sql`keys.id || E'\\n' || keys.start || E'\\n' || coalesce(keys.name, '')`;
  const grams = sql`search_grams(keys.api_id, ${document}) @> search_grams(${apiId}, ${text})`;
  const owner = sql`identities.id || E'\\n' || identities.external_id`;
  const isFound = sql`${grams} and ${containsText(workspaceId, text)}`;
  const isOwned = sql`keys.identity_id = any(array(select owner.id from owner))`;
  return sql`
    with owner as materialized (
      select identities.id from identities
      where identities.workspace_id = ${workspaceId} and identities.deleted_at_ms is null
        and search_grams(identities.workspace_id, ${owner}) @> search_grams(${workspaceId}, ${text})
        and strpos(lower(identities.external_id), lower(${text}::text collate "C")) > 0
      limit ${GATHERED_MAX + 1}::bigint
    )
    (${liveKeys(search, isFound)})
    union
    (${liveKeys(search, isOwned)})
    union all
    select null from generate_series(1, ${GATHERED_MAX + 1}::bigint)
    where (select count(*) from owner) > ${GATHERED_MAX}::bigint`;
}

function liveKeys({ workspaceId, apiId }: KeySearch, condition: RawBuilder<unknown>) {
  return sql`
    select keys.id from keys
    where keys.workspace_id = ${workspaceId} and keys.api_id = ${apiId}
      and keys.deleted_at_ms is null and ${condition}
    limit ${GATHERED_MAX + 1}::bigint`;
}

async function countKeys(db: Db, search: KeySearch, countedMax: number): Promise<Total> {
  const order = { ...VALUES.createdAt, isDescending: false, from: undefined };
  const examinedMax = Math.max(countedMax, GATHERED_MAX);
  const { rows } = await sql<{ examined: number; matching: number }>`
    select count(*) as examined, count(*) filter (where ${matchesSql(search)}) as matching
    from (${examinedRows(search, order, examinedMax)}) as keys`.execute(db);
  const { examined = 0, matching = 0 } = rows[0] ?? {};
  const isExact = examined <= examinedMax && matching <= GATHERED_MAX;
  return { count: Math.min(matching, GATHERED_MAX), isExact };
}
