import { type RawBuilder, sql } from 'kysely';
import type { Total } from '../../domain/pagination.js';
import type { Db } from '../database/database.js';

/*
 * Two ways to a page of a sorted list with filters. Both give the items from one position on, in
 * the order of the list. So pages that were read in different ways fit together.
 *
 * - A walk reads an index in the order of the list, from the position on, and judges each row. It
 *   finds frequent matches after a few rows. It ends after a bounded number of rows. Then the page
 *   is short, perhaps empty, and the next one goes on from there.
 * - A gathering asks an index of the filter for all matches, and sorts them. It is used for rare
 *   matches: it gives up beyond `GATHERED_MAX`.
 */

/** A place in a sorted list: the value that it is sorted by, as text, and the id. */
export interface Position {
  readonly value: string;
  readonly id: string;
}

/** What a list is sorted by. */
export interface ListOrder {
  /** An expression of the table, or of the rows that a walk examines. */
  readonly value: RawBuilder<unknown>;
  readonly type: 'bigint' | 'text';
  readonly isDescending: boolean;
  /** The first item of the page, included. `undefined`: the page is the first. */
  readonly from: Position | undefined;
}

export interface FoundPage {
  readonly positions: readonly Position[];
  /** Where the next page starts. */
  readonly next: Position | undefined;
  /** False: the page ended early, because enough rows were examined. */
  readonly isWhole: boolean;
}

/** A gathering takes so many matches at most, and no count goes further. */
export const GATHERED_MAX = 10_000;

/** The indexes of searches have every so many characters in a row. Shorter texts are walked for. */
export const GRAM = 3;

/** The condition that rows are at the start of the page or behind it, and the order by. */
export function orderSql({ value, type, isDescending, from }: ListOrder, id: RawBuilder<unknown>) {
  const direction = isDescending ? sql`desc` : sql`asc`;
  const start =
    type === 'bigint' ? sql`${from?.value}::bigint` : sql`${from?.value}::text collate "C"`;
  const compare = isDescending ? sql`<=` : sql`>=`;
  return {
    seek: from === undefined ? sql`true` : sql`(${value}, ${id}) ${compare} (${start}, ${from.id})`,
    orderBy: sql`${value} ${direction}, ${id} ${direction}`,
  };
}

interface Walk {
  /**
   * `examinedMax` rows and one more, each with `id`, `value` and its `position` among them, from 1.
   */
  readonly rows: RawBuilder<unknown>;
  /** The name of these rows in `matches`. */
  readonly alias: string;
  readonly matches: RawBuilder<boolean>;
  readonly isDescending: boolean;
  readonly examinedMax: number;
  readonly limit: number;
}

/**
 * The rows are in order already. The statement orders them by what they are ordered by, so that the
 * server reads no more of them than a page needs. For an order by `position` it would read them all.
 */
export async function walk(db: Db, { rows, alias, ...walk }: Walk): Promise<FoundPage> {
  const { matches, isDescending, examinedMax, limit } = walk;
  const direction = isDescending ? sql`desc` : sql`asc`;
  const found = await sql<{ id: string; shown: string; position: number }>`
    select id, value::text as shown, position
    from (${rows}) as ${sql.id(alias)}
    where position > ${examinedMax}::bigint or (${matches})
    order by value ${direction}, id ${direction}
    limit ${limit + 1}::bigint`.execute(db);
  const positions = found.rows.map(({ id, shown }) => ({ id, value: shown }));
  const last = found.rows.at(-1);
  const isFull = positions.length > limit;
  const isCut = !isFull && last !== undefined && last.position > examinedMax;
  if (!isFull && !isCut) return { positions, next: undefined, isWhole: true };
  return { positions: positions.slice(0, -1), next: positions.at(-1), isWhole: isFull };
}

interface Gathering {
  /** Selects the `id` of what the index gives: at most `GATHERED_MAX` and one more. */
  readonly candidates: RawBuilder<unknown>;
  readonly table: string;
  readonly workspaceId: string;
  readonly matches: RawBuilder<boolean>;
  readonly order: ListOrder;
  readonly limit: number;
}

export type GatheredPage =
  | (FoundPage & { readonly outcome: 'all'; readonly total: Total })
  | { readonly outcome: 'too_many'; readonly total: Total };

/** The candidates are an array, so that the planner cannot join them by reading the table. */
export async function gather(db: Db, gathering: Gathering): Promise<GatheredPage> {
  const { candidates, table, workspaceId, matches, order, limit } = gathering;
  const columns = { id: sql`found.id`, value: sql`found.value` };
  const { seek, orderBy } = orderSql({ ...order, value: columns.value }, columns.id);
  const id = sql.ref(`${table}.id`);
  const { rows } = await sql<{
    candidates: number;
    total: number;
    id: string | null;
    value: string;
  }>`
    with candidate as materialized (${candidates}),
    found as materialized (
      select ${id}, ${order.value} as value
      from ${sql.table(table)}
      where ${sql.ref(`${table}.workspace_id`)} = ${workspaceId}
        and ${id} = any(array(select candidate.id from candidate)) and ${matches}
    )
    select counted.candidates, counted.total, page.id, page.value::text as value
    from (
      select (select count(*) from candidate) as candidates, (select count(*) from found) as total
    ) as counted
    left join lateral (
      select found.id, found.value, row_number() over (order by ${orderBy}) as position
      from found where ${seek} order by ${orderBy} limit ${limit + 1}::bigint
    ) as page on true
    order by page.position`.execute(db);
  const [counted] = rows;
  const isExact = counted !== undefined && counted.candidates <= GATHERED_MAX;
  const total = { count: Math.min(counted?.total ?? 0, GATHERED_MAX), isExact };
  if (!isExact) return { outcome: 'too_many', total };
  const positions = rows.flatMap(({ id: found, value }) =>
    found === null ? [] : [{ id: found, value }],
  );
  const next = positions[limit];
  return { outcome: 'all', positions: positions.slice(0, limit), next, isWhole: true, total };
}
