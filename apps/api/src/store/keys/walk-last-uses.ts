import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/database.js';
import { type FoundPage, orderSql, walk } from '../search/walk.js';
import { EXAMINED_COLUMNS, type KeySearch } from './key-search.js';

/** What a key that was never used is sorted by: it comes last, in both directions. */
function neverUsed({ isDescending }: Pick<KeySearch, 'isDescending'>): string {
  return isDescending ? '0' : '9007199254740991';
}

/**
 * The minute in which a key was last used. A row that lacks its API is older than the index. Its
 * key counts as never used until the service has completed the row.
 */
export function lastUsedMinute(search: Pick<KeySearch, 'isDescending'>): RawBuilder<unknown> {
  return sql`coalesce(
    (select used.used_minute from key_last_used as used
      where used.workspace_id = keys.workspace_id and used.key_id = keys.id
        and used.api_id is not null),
    ${sql.lit(neverUsed(search))}::bigint)`;
}

type UseWalk = KeySearch & {
  readonly examinedMax: number;
  readonly matches: RawBuilder<boolean>;
};

/**
 * The last uses of keys are in a table of their own, which has no row for a key that was never used.
 * So the list has two parts: used keys, in the order of an index of that table, then the others, by
 * id. They come last in both directions, since finding one may take long where nearly all are used.
 */
export async function inOrderOfUse(db: Db, search: UseWalk): Promise<FoundPage> {
  const { from, limit } = search;
  // The page begins in the part of its first item.
  if (from?.value === neverUsed(search)) return walkNeverUsed(db, search);
  const page = await walkUsed(db, search);
  if (page.next !== undefined) return page;
  const left = limit - page.positions.length;
  const rest = await walkNeverUsed(db, { ...search, from: undefined, limit: left });
  return { ...rest, positions: [...page.positions, ...rest.positions] };
}

function walkUsed(db: Db, search: UseWalk): Promise<FoundPage> {
  const { workspaceId, apiId, isDescending, from, limit, examinedMax, matches } = search;
  const order = { value: sql`used.used_minute`, type: 'bigint', isDescending, from } as const;
  const { seek, orderBy } = orderSql(order, sql`used.key_id`);
  const rows = sql`
    select used.key_id as id, ${EXAMINED_COLUMNS}, used.value, used.position
    from (
      select used.key_id, used.used_minute as value,
        row_number() over (order by ${orderBy}) as position
      from key_last_used as used
      where used.workspace_id = ${workspaceId} and used.api_id = ${apiId} and ${seek}
      order by ${orderBy}
      limit ${examinedMax + 1}::bigint
    ) as used
    cross join lateral (
      select ${EXAMINED_COLUMNS} from keys
      where keys.workspace_id = ${workspaceId} and keys.id = used.key_id
      offset 0
    ) as keys`;
  return walk(db, { rows, alias: 'keys', matches, isDescending, examinedMax, limit });
}

function walkNeverUsed(db: Db, search: UseWalk): Promise<FoundPage> {
  const { workspaceId, apiId, isDescending, from, limit, examinedMax, matches } = search;
  const byId = from === undefined ? undefined : { ...from, value: from.id };
  const order = { value: sql`keys.id`, type: 'text', isDescending, from: byId } as const;
  const { seek, orderBy } = orderSql(order, sql`keys.id`);
  const rows = sql`
    select keys.id, ${EXAMINED_COLUMNS}, ${sql.lit(neverUsed(search))}::bigint as value,
      row_number() over (order by ${orderBy}) as position
    from keys
    where keys.workspace_id = ${workspaceId} and keys.api_id = ${apiId}
      and keys.deleted_at_ms is null and ${seek}
    order by ${orderBy}
    limit ${examinedMax + 1}::bigint`;
  // No `not exists`, which the planner could answer by reading all last uses.
  const isNeverUsed = sql<boolean>`((
    select used.used_minute from key_last_used as used
    where used.workspace_id = ${workspaceId} and used.key_id = keys.id and used.api_id is not null
  ) is null and ${matches})`;
  return walk(db, { rows, alias: 'keys', matches: isNeverUsed, isDescending, examinedMax, limit });
}
