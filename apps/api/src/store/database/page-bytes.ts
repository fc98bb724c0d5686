import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Db } from './database.js';

/** A row of a page. */
export interface PageRow {
  /** The rows before it fill the page, so the next page starts here. */
  readonly isBeyondPage: boolean;
}

interface PageQuery {
  /** The rows in the order of the list, each column with a name. */
  readonly rows: Expression<unknown>;
  /** The columns whose size has no small bound. */
  readonly sized: readonly string[];
  /** The order of the list, by columns of `page`. */
  readonly order: RawBuilder<unknown>;
  /** The size of a page. */
  readonly bytesMax: number;
}

/**
 * Reads rows until they fill a page, and the row where the next page starts. The database adds up
 * the sizes and leaves out the rest, so this process never holds more than a page and a row.
 *
 * The size of a value that PostgreSQL has not compressed is known without reading it. Only
 * compressed values are unpacked for it.
 */
export async function readWithinPage<Row>(
  db: Db,
  { rows, sized, order, bytesMax }: PageQuery,
): Promise<(Row & PageRow)[]> {
  const bytes = sql.join(sized.map(sizeOf), sql` + `);
  const result = await sql<Row & PageRow>`
    select summed.*, summed.position > 1 and summed.up_to > ${bytesMax} as "isBeyondPage"
    from (
      select page.*, sum(page.bytes) over (order by ${order})::bigint as up_to,
        row_number() over (order by ${order}) as position
      from (select page.*, (${bytes})::bigint as bytes from (${rows}) as page offset 0) as page
    ) as summed
    where summed.up_to - summed.bytes <= ${bytesMax} or summed.position = 2
    order by summed.position`.execute(db);
  return result.rows;
}

function sizeOf(column: string): RawBuilder<number> {
  const value = sql.ref(`page.${column}`);
  return sql`coalesce(
    case when pg_column_compression(${value}) is null then pg_column_size(${value})
      else octet_length(${value}::text) end, 0)`;
}
