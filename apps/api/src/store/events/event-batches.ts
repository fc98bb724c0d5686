import { type RawBuilder, sql } from 'kysely';

/** Events that are written together. They count once, however often they are sent. */
export interface SentBatch {
  /** The same each time these events are sent, and never sent with other events. */
  readonly id: string;
  /** The time of the first event. */
  readonly startMs: number;
  readonly count: number;
  /** The days on which its events happened, counted from 1970. */
  readonly days: ReadonlySet<number>;
  /** A JSON array. */
  toJson(): Buffer;
}

/**
 * Where the events of a batch go. `rows`: one row each, because there is no analytics engine.
 * `outbox`: the batch as it is, on its way to the engine. A batch has one id in both, so it lands
 * once, even if the choice changes between two attempts.
 */
export type Landing = 'rows' | 'outbox';

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

/** The hour of `"timeMs"`, rounded down, as the days of the partitions are. */
export const HOUR_OF_EVENT = sql`"timeMs" - "timeMs" % 3600000`;
