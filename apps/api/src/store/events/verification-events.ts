import { sql } from 'kysely';
import type { Db } from '../database/database.js';
import { toJsonText } from '../database/json-text.js';
import { landEvents } from '../outbox/land-batch.js';
import { addBillable } from './billable.js';
import { claimBatch, HOUR_OF_EVENT, type Landing, type SentBatch } from './event-batches.js';

/** One verification that was answered. A field without a value is an empty text. */
export interface VerificationEvent {
  readonly timeMs: number;
  readonly requestId: string;
  readonly workspaceId: string;
  readonly apiId: string;
  readonly keySpaceId: string;
  readonly keyId: string;
  readonly identityId: string;
  readonly externalId: string;
  readonly code: string;
  readonly tags: readonly string[];
  readonly spentCredits: number;
  readonly latencyUs: number;
  /** What the decision was made of, to explain it later. */
  readonly permissionQuery: string;
  /** The credits that the request asked of a key with limited credits. */
  readonly creditCost: number;
  /** The first limit that was exceeded. */
  readonly deniedLimit: string;
}

/**
 * In the form that `insertVerificationEvents` and the analytics engine read. Ids and codes come
 * from the service, so nothing in them needs escaping. Fields that most events lack are left out
 * where they are empty. The others are always there, because releases before them expect them.
 * `more` is what all events of a process have, as further fields.
 */
export function verificationToJson(
  {
    timeMs,
    requestId,
    workspaceId,
    apiId,
    keySpaceId,
    keyId,
    identityId,
    externalId,
    code,
    tags,
    spentCredits,
    latencyUs,
    permissionQuery,
    creditCost,
    deniedLimit,
  }: VerificationEvent,
  more = '',
): string {
  const tagsJson = tags.length === 0 ? '' : tags.map(toJsonText).join();
  const space = keySpaceId === '' ? '' : `,"space":"${keySpaceId}"`;
  const owner = externalId === '' ? '' : `,"owner":${toJsonText(externalId)}`;
  const query = permissionQuery === '' ? '' : `,"query":${toJsonText(permissionQuery)}`;
  const price = creditCost === 0 ? '' : `,"price":${creditCost}`;
  const denied = deniedLimit === '' ? '' : `,"denied":${toJsonText(deniedLimit)}`;
  return `{"timeMs":${timeMs},"requestId":"${requestId}","workspaceId":"${workspaceId}","apiId":"${apiId}","keyId":"${keyId}","identityId":"${identityId}","code":"${code}","tags":[${tagsJson}],"spentCredits":${spentCredits},"latencyUs":${latencyUs}${space}${owner}${query}${price}${denied}${more}}`;
}

/**
 * Writes a batch, adds it to the sums per hour and to what is billable, and keeps the last uses. All
 * of that is one statement, so the batch may be sent again when it is unknown whether it has arrived. Rows that
 * several processes write are locked in one order, so batches do not deadlock.
 */
export async function insertVerificationEvents(
  db: Db,
  batch: SentBatch,
  landing: Landing = 'rows',
): Promise<void> {
  const events = { batch, kind: 'verification', landing, fields: FIELDS, asRows: AS_ROWS } as const;
  await sql`
    with claimed as (${claimBatch(batch)}),
    ${landEvents(events)},
    sums as materialized (
      select "workspaceId" as workspace_id, ${HOUR_OF_EVENT} as hour_ms, "apiId" as api_id,
        "keyId" as key_id, "identityId" as identity_id, code, count(*) as count,
        sum("spentCredits") as spent_credits, sum("latencyUs") as latency_us,
        max("timeMs") as last_ms
      from event
      group by 1, 2, 3, 4, 5, 6
    ),
    summed as (
      insert into verifications_per_hour as hour (workspace_id, hour_ms, api_id, key_id,
        identity_id, code, count, spent_credits, latency_us)
      select workspace_id, hour_ms, api_id, key_id, identity_id, code, count, spent_credits,
        latency_us
      from sums
      order by 1, 2, 3, 4, 5, 6
      on conflict (workspace_id, hour_ms, api_id, key_id, identity_id, code) do update set
        count = hour.count + excluded.count,
        spent_credits = hour.spent_credits + excluded.spent_credits,
        latency_us = hour.latency_us + excluded.latency_us
    ),
    billed as (${addBillable(batch, 'verification', sql`code = 'VALID'`)})
    insert into key_last_used as known (workspace_id, key_id, last_used_at_ms, api_id, used_minute)
    select sums.workspace_id, sums.key_id, max(last_ms), keys.api_id, max(last_ms) / 60000
    from sums join keys on keys.workspace_id = sums.workspace_id and keys.id = sums.key_id
    group by 1, 2, 4
    order by 1, 2
    on conflict (workspace_id, key_id) do update set
      last_used_at_ms = excluded.last_used_at_ms,
      api_id = excluded.api_id,
      used_minute = excluded.used_minute
    where known.last_used_at_ms < excluded.last_used_at_ms`.execute(db);
}

const FIELDS = sql`
        "timeMs" bigint, "requestId" text, "workspaceId" text, "apiId" text, "keyId" text,
        "identityId" text, code text, tags text[], "spentCredits" bigint, "latencyUs" integer`;

const AS_ROWS = sql`
      insert into verifications (time_ms, request_id, workspace_id, api_id, key_id, identity_id,
        code, tags, spent_credits, latency_us)
      select * from event`;
