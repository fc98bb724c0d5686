import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { type ListOrder, orderSql, type Position } from './walk.js';

/*
 * Lists of tables that quotas keep small, such as ten thousand roles. A search reads all rows of
 * the workspace, and so does an order other than that of the ids. No index pays for itself there.
 */

/** What a request asks of such a list. */
export interface SmallListQuery {
  /** Empty: no search. */
  readonly text: string;
  /** By the text that names an item. Else by id, which is the order of creation. */
  readonly isByText: boolean;
  readonly isDescending: boolean;
  readonly from: Position | undefined;
  /** One more than the page shows. */
  readonly limit: number;
  readonly bytesMax: number;
}

/** An item, with the value that the list is sorted by. */
export type Sorted<T> = T & { readonly sortedBy: string };

interface Columns {
  readonly id: string;
  /** The text that names an item. */
  readonly text: string;
}

/** The page of `rows`, which have an `id` and already pass every filter. */
export function inListOrder<Schema, Table extends keyof Schema, Row>(
  rows: SelectQueryBuilder<Schema, Table, Row>,
  list: SmallListQuery,
  columns: Columns,
) {
  const id = sql.ref(columns.id);
  const order = orderOf(list, columns);
  const direction = list.isDescending ? 'desc' : 'asc';
  return rows
    .select(sql<string>`${order.value}::text`.as('sortedBy'))
    .where(sql<boolean>`${orderSql(order, id).seek}`)
    .orderBy(order.value, direction)
    .orderBy(id, direction)
    .limit(list.limit);
}

/** The same order, for rows that have gone through `readWithinPage`. */
export function orderOfPage({ isDescending }: SmallListQuery): RawBuilder<unknown> {
  return isDescending
    ? sql`page."sortedBy" collate "C" desc, page.id desc`
    : sql`page."sortedBy" collate "C", page.id`;
}

/**
 * By the first 100 characters, so that a cursor stays short. Only A to Z are folded. An item without
 * a text is sorted as if it were empty.
 */
function orderOf({ isByText, isDescending, from }: SmallListQuery, columns: Columns): ListOrder {
  const value = isByText
    ? sql`coalesce(lower(left(${sql.ref(columns.text)}, 100) collate "C"), '')`
    : sql.ref(columns.id);
  return { value, type: 'text', isDescending, from };
}

/** How many rows there are, up to a bound. */
export async function countRows<Schema, Table extends keyof Schema, Row>(
  rows: SelectQueryBuilder<Schema, Table, Row>,
): Promise<number> {
  const counted = await rows
    .clearSelect()
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return Number(Object(counted).count);
}
