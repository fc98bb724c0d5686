import { type Kysely, sql } from 'kysely';

/** Older programs write no log of requests, and remove none of its days. */
export const kind = 'compatible';

/**
 * One row for each answered request, by UTC day like usage events (0002-events.ts).
 *
 * A support case begins with a request id, so there is an index for it beside the one by time. The
 * three texts of bodies and headers are null unless the operator wants them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS: readonly string[] = [
  `create table api_requests (
    workspace_id text collate "C" not null,
    time_ms bigint not null,
    request_id text collate "C" not null,
    method text collate "C" not null,
    path text collate "C" not null,
    status smallint not null,
    code text collate "C" not null,
    latency_us integer not null,
    root_key_id text collate "C" not null,
    ip text collate "C" not null,
    user_agent text not null,
    request_headers text[],
    request_body text,
    response_body text
  ) partition by range (time_ms)`,
  `create index api_requests_by_time on api_requests (workspace_id, time_ms, request_id)`,
  `create index api_requests_by_id on api_requests (workspace_id, request_id)`,
];
