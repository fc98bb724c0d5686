import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { Schema, Tx } from './database.js';

type JsonValue = string | number | boolean | null | object;

/** A row of `T` with every column named; JSON columns as plain values. */
export type CompleteRow<T extends keyof Schema> = {
  readonly [Column in keyof Insertable<Schema[T]>]-?: JsonValue | undefined;
};

/** To write more at once as JSON would hold up every other request for too long. */
const ROWS_AT_ONCE_MAX = 1000;

/** Few enough for one statement each; other requests are served between two of them. */
export function* slicesOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE_MAX) {
    yield rows.slice(start, start + ROWS_AT_ONCE_MAX);
  }
}

/**
 * Inserts any number of rows with a statement whose text does not depend on how many there are, so
 * it is prepared once and no count runs into the limit of 65,535 parameters.
 * Defaults apply only to columns that this program does not know, as a newer schema may have them:
 * a row must name every other one.
 */
export async function insertRows<T extends keyof Schema & string>(
  tx: Tx,
  table: T,
  rows: readonly CompleteRow<T>[],
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

/** All rows name the same columns, so the first one tells. */
export function columnsOf([first = {}]: readonly object[]): RawBuilder<unknown> {
  return sql.join(Object.keys(first).map((name) => sql.ref(name)));
}
