import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { Schema, Tx } from './database.js';

type JsonValue = string | number | boolean | null | object;

/** A row of `T` with every column named; JSON columns as plain values. */
export type CompleteRow<T extends keyof Schema> = {
  readonly [Column in keyof Insertable<Schema[T]>]-?: JsonValue | undefined;
};

/**
 * Inserts any number of rows with one statement whose text does not depend on how many there are,
 * so it is prepared once and no count runs into the limit of 65,535 parameters.
 * Column defaults do not apply: a row must name every column.
 */
export async function insertRows<T extends keyof Schema & string>(
  tx: Tx,
  table: T,
  rows: readonly CompleteRow<T>[],
  onConflict: RawBuilder<unknown> = sql``,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into ${sql.table(table)}
    select * from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)
    ${onConflict}`.execute(tx);
}
