import { type RawBuilder, sql } from 'kysely';

/** Records that are written together. They count once, however often they are sent. */
export interface SentBatch {
  /** The same whenever these records are sent, and no others are sent with it. */
  readonly id: string;
  /** The time of the first record. */
  readonly startMs: number;
  /** A JSON array. */
  toJson(): Buffer;
}

/**
 * The beginning of a statement that writes a batch: it inserts a row, unless the batch has been
 * written. It waits while another transaction writes the same batch. One row stands for all events
 * of the batch. A unique index over the events would cost half as much as the rest of writing them.
 */
export function claimBatch({ id, startMs }: SentBatch): RawBuilder<unknown> {
  return sql`
    insert into event_batches (time_ms, id) values (${startMs}, ${id})
    on conflict do nothing
    returning id`;
}

/** Of `"timeMs"`. Rounds down, as the days of the partitions do. */
export const HOUR_OF_EVENT = sql`"timeMs" - "timeMs" % 3600000`;
