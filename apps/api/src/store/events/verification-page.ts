import { sql } from 'kysely';
import type { Db } from '../database/database.js';
import type { VerificationSumFilters } from './verification-sums.js';

/** One verification as it is stored where there is no analytics engine. */
export interface StoredVerification {
  readonly requestId: string;
  readonly timeMs: number;
  readonly apiId: string;
  readonly keyId: string;
  /** Empty if the key has none, as the next one. */
  readonly identityId: string;
  readonly externalId: string;
  readonly outcome: string;
  readonly tags: readonly string[];
  readonly spentCredits: number;
  readonly latencyUs: number;
}

export interface VerificationPageQuery {
  readonly workspaceId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly filters: VerificationSumFilters & { readonly tags: readonly string[] | undefined };
  readonly requestId: string | undefined;
  /** The first one of the page, included. `undefined`: the newest. */
  readonly first: { readonly timeMs: number; readonly requestId: string } | undefined;
  readonly count: number;
}

/** The newest first. */
export async function listVerifications(
  db: Db,
  query: VerificationPageQuery,
): Promise<StoredVerification[]> {
  const { workspaceId, fromMs, toMs, filters, requestId, first, count } = query;
  const { rows } = await sql<StoredVerification>`
    select event.request_id as "requestId", event.time_ms as "timeMs", event.api_id as "apiId",
      event.key_id as "keyId", event.identity_id as "identityId",
      coalesce(identities.external_id, '') as "externalId", event.code as outcome, event.tags,
      event.spent_credits as "spentCredits", event.latency_us as "latencyUs"
    from verifications as event
    left join identities
      on identities.workspace_id = event.workspace_id and identities.id = event.identity_id
    where event.workspace_id = ${workspaceId}
      and event.time_ms >= ${fromMs}
      ${
        first === undefined
          ? sql`and event.time_ms < ${toMs}`
          : sql`and event.time_ms <= ${first.timeMs}
              and (event.time_ms, event.request_id) <= (${first.timeMs}, ${first.requestId})`
      }
      ${requestId === undefined ? sql`` : sql`and event.request_id = ${requestId}`}
      ${anyOf(sql`event.api_id`, filters.apiIds)}
      ${anyOf(sql`event.key_id`, filters.keyIds)}
      ${anyOf(sql`identities.external_id`, filters.externalIds)}
      ${anyOf(sql`event.code`, filters.outcomes)}
      ${filters.tags === undefined ? sql`` : sql`and event.tags && ${filters.tags}::text[]`}
    order by event.time_ms desc, event.request_id desc
    limit ${count}`.execute(db);
  return rows;
}

export interface VerificationsAfterQuery
  extends Pick<VerificationPageQuery, 'workspaceId' | 'fromMs' | 'toMs' | 'count'> {
  readonly apiIds: readonly string[] | undefined;
  /** `undefined`: from the beginning. */
  readonly after: { readonly timeMs: number; readonly requestId: string } | undefined;
}

/** The oldest first, for an export that goes on where it ended. */
export async function listVerificationsAfter(
  db: Db,
  { workspaceId, fromMs, toMs, apiIds, after, count }: VerificationsAfterQuery,
): Promise<StoredVerification[]> {
  const { rows } = await sql<StoredVerification>`
    select event.request_id as "requestId", event.time_ms as "timeMs", event.api_id as "apiId",
      event.key_id as "keyId", event.identity_id as "identityId",
      coalesce(identities.external_id, '') as "externalId", event.code as outcome, event.tags,
      event.spent_credits as "spentCredits", event.latency_us as "latencyUs"
    from verifications as event
    left join identities
      on identities.workspace_id = event.workspace_id and identities.id = event.identity_id
    where event.workspace_id = ${workspaceId}
      and event.time_ms >= ${after?.timeMs ?? fromMs} and event.time_ms < ${toMs}
      ${
        after === undefined
          ? sql``
          : sql`and (event.time_ms, event.request_id) > (${after.timeMs}, ${after.requestId})`
      }
      ${anyOf(sql`event.api_id`, apiIds)}
    order by event.time_ms, event.request_id
    limit ${count}`.execute(db);
  return rows;
}

function anyOf(column: ReturnType<typeof sql>, values: readonly string[] | undefined) {
  return values === undefined ? sql`` : sql`and ${column} = any(${values}::text[])`;
}
