import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { Schema, Tx } from './database.js';

type JsonValue = string | number | boolean | null | object;

/** A row of `T` that names every column. JSON columns are plain values. */
export type CompleteRow<T extends keyof Schema> = {
  readonly [Column in keyof Insertable<Schema[T]>]-?: JsonValue | undefined;
};

/** Making and writing more rows at once would block all other requests for too long. */
const ROWS_AT_ONCE_MAX = 250;

/**
 * Slices that are small enough for one statement each. Other requests are served between two of
 * them. A generator makes its rows slice by slice.
 */
export function* slicesOf<T>(rows: Iterable<T>): Generator<readonly T[]> {
  let slice: T[] = [];
  for (const row of rows) {
    slice.push(row);
    if (slice.length < ROWS_AT_ONCE_MAX) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

/**
 * Inserts any number of rows. The text of the statement does not depend on their number, so it is
 * prepared once, and no number exceeds the limit of 65,535 parameters. A row must name every column
 * that this program knows. Defaults apply only to others, as a newer schema may have them.
 */
export async function insertRows<T extends keyof Schema & string>(
  tx: Tx,
  table: T,
  rows: Iterable<CompleteRow<T>>,
  onConflict: RawBuilder<unknown> = sql``,
): Promise<void> {
  for (const slice of slicesOf(rows)) {
    const columns = columnsOf(slice);
    await sql`
      insert into ${sql.table(table)} (${columns})
      select ${columns}
      from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(slice)}::json)
      ${onConflict}`.execute(tx);
  }
}

/** All rows name the same columns, so the first row is enough. */
export function columnsOf([first = {}]: readonly object[]): RawBuilder<unknown> {
  return sql.join(Object.keys(first).map((name) => sql.ref(name)));
}
