import { type RawBuilder, sql } from 'kysely';
import type { EventKind } from '../../domain/event-kind.js';
import type { Landing, SentBatch } from '../events/event-batches.js';

interface LandedEvents {
  readonly batch: SentBatch;
  readonly kind: EventKind;
  readonly landing: Landing;
  /** The fields of an event that the statement reads, as the columns of a record. */
  readonly fields: RawBuilder<unknown>;
  /** Inserts one row for each row of `event`. */
  readonly asRows: RawBuilder<unknown>;
}

/**
 * The parts of a statement that follow `claimed`. They make the batch readable as `event`, and put
 * it where it goes. The bytes are one parameter, because they are most of what is sent.
 */
export function landEvents({
  batch,
  kind,
  landing,
  fields,
  asRows,
}: LandedEvents): RawBuilder<unknown> {
  if (landing === 'rows') {
    return sql`
    event as materialized (
      select * from json_to_recordset(${batch.toJson()}::json) as event (${fields})
      where exists (select from claimed)
    ),
    landed as (${asRows})`;
  }
  return sql`
    input as materialized (select ${batch.toJson()}::bytea as payload),
    event as materialized (
      select event.*
      from input, json_to_recordset(convert_from(payload, 'UTF8')::json) as event (${fields})
      where exists (select from claimed)
    ),
    landed as (${intoOutbox(batch, kind)})`;
}

function intoOutbox(batch: SentBatch, kind: EventKind): RawBuilder<unknown> {
  return sql`
      insert into event_outbox (time_ms, batch_id, kind, count, bytes, days, payload)
      select ${batch.startMs}, ${batch.id}, ${kind}, ${batch.count}::integer,
        octet_length(payload), ${[...batch.days]}::integer[], payload
      from input
      where exists (select from claimed)`;
}
