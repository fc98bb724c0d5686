import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/database.js';
import { type FoundPage, orderSql, walk } from '../search/walk.js';
import { EXAMINED_COLUMNS, type KeySearch } from './key-search.js';

/**
 * The minute in which a key was last used, or 0 for never. A row that lacks its API is older than
 * the index. Its key counts as never used until the service has completed the row.
 */
export const lastUsedMinute = sql`coalesce(
  (select used.used_minute from key_last_used as used
    where used.workspace_id = keys.workspace_id and used.key_id = keys.id
      and used.api_id is not null),
  0)`;

type UseWalk = KeySearch & {
  readonly examinedMax: number;
  readonly matches: RawBuilder<boolean>;
};

/**
 * The last uses of keys are in a table of their own, which has no row for a key that was never used.
 * So the list has two parts: used keys, in the order of an index of that table, and the others, by
 * id. Ascending, the others come first.
 */
export async function inOrderOfUse(db: Db, search: UseWalk): Promise<FoundPage> {
  const { from, isDescending, limit } = search;
  const [first, second] = isDescending ? [walkUsed, walkNeverUsed] : [walkNeverUsed, walkUsed];
  const partOfFrom = from === undefined ? first : from.value === NEVER ? walkNeverUsed : walkUsed;
  const page = await partOfFrom(db, search);
  if (page.next !== undefined || partOfFrom === second) return page;
  const left = limit - page.positions.length;
  const rest = await second(db, { ...search, from: undefined, limit: left });
  return { ...rest, positions: [...page.positions, ...rest.positions] };
}

/** The value of a key that was never used, in a position. */
const NEVER = '0';

function walkUsed(db: Db, search: UseWalk): Promise<FoundPage> {
  const { workspaceId, apiId, isDescending, from, limit, examinedMax, matches } = search;
  const order = { value: sql`used.used_minute`, type: 'bigint', isDescending, from } as const;
  const { seek, orderBy } = orderSql(order, sql`used.key_id`);
  const rows = sql`
    select ${EXAMINED_COLUMNS}, used.value, used.position
    from (
      select used.key_id, used.used_minute as value,
        row_number() over (order by ${orderBy}) as position
      from key_last_used as used
      where used.workspace_id = ${workspaceId} and used.api_id = ${apiId} and ${seek}
      order by ${orderBy}
      limit ${examinedMax + 1}::bigint
    ) as used
    join keys on keys.workspace_id = ${workspaceId} and keys.id = used.key_id`;
  return walk(db, { rows, alias: 'keys', matches, examinedMax, limit });
}

function walkNeverUsed(db: Db, search: UseWalk): Promise<FoundPage> {
  const { workspaceId, apiId, isDescending, from, limit, examinedMax, matches } = search;
  const byId = from === undefined ? undefined : { ...from, value: from.id };
  const order = { value: sql`keys.id`, type: 'text', isDescending, from: byId } as const;
  const { seek, orderBy } = orderSql(order, sql`keys.id`);
  const rows = sql`
    select ${EXAMINED_COLUMNS}, 0 as value, row_number() over (order by ${orderBy}) as position
    from keys
    where keys.workspace_id = ${workspaceId} and keys.api_id = ${apiId}
      and keys.deleted_at_ms is null and ${seek}
    order by ${orderBy}
    limit ${examinedMax + 1}::bigint`;
  const isNeverUsed = sql<boolean>`(not exists (
    select from key_last_used as used
    where used.workspace_id = ${workspaceId} and used.key_id = keys.id and used.api_id is not null
  ) and ${matches})`;
  return walk(db, { rows, alias: 'keys', matches: isNeverUsed, examinedMax, limit });
}
