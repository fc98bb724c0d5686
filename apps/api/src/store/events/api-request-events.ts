import { sql } from 'kysely';
import type { Db } from '../database/database.js';
import { toJsonText } from '../database/json-text.js';
import { claimBatch, type SentBatch } from './event-batches.js';

/** What a request was, and how it was answered. A field without a value is an empty text. */
export interface ApiRequestEvent {
  readonly timeMs: number;
  readonly requestId: string;
  readonly workspaceId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Of the problem, for a request that was refused or failed. */
  readonly code: string;
  readonly latencyUs: number;
  /** Empty for a caller that is no root key. */
  readonly rootKeyId: string;
  readonly ip: string;
  readonly userAgent: string;
  /** `undefined`: the operator does not want them. */
  readonly contents?: RequestContents;
}

/** Without any secret: see `domain/request-log`. */
export interface RequestContents {
  /** Each as `name: value`. */
  readonly requestHeaders: readonly string[];
  /** `null`: it was too large, or not valid, or there was none. */
  readonly requestBody: string | null;
  readonly responseBody: string | null;
}

/**
 * In the form that `insertApiRequestEvents` reads. Ids, paths and codes come from the service, and
 * addresses have been parsed, so nothing in them needs escaping.
 */
export function apiRequestToJson(event: ApiRequestEvent): string {
  const { timeMs, requestId, workspaceId, method, path, status, code, latencyUs } = event;
  const { rootKeyId, ip, userAgent, contents } = event;
  const start = `{"timeMs":${timeMs},"requestId":"${requestId}","workspaceId":"${workspaceId}","method":"${method}","path":"${path}","status":${status},"code":"${code}","latencyUs":${latencyUs},"rootKeyId":"${rootKeyId}","ip":"${ip}","userAgent":${toJsonText(userAgent)}`;
  return contents === undefined ? `${start}}` : `${start},${contentsToJson(contents)}}`;
}

function contentsToJson({ requestHeaders, requestBody, responseBody }: RequestContents): string {
  const text = (body: string | null) => (body === null ? 'null' : toJsonText(body));
  const headers = requestHeaders.map(toJsonText).join();
  return `"requestHeaders":[${headers}],"requestBody":${text(requestBody)},"responseBody":${text(responseBody)}`;
}

/** Writes a batch once, however often it is sent. */
export async function insertApiRequestEvents(db: Db, batch: SentBatch): Promise<void> {
  await sql`
    with claimed as (${claimBatch(batch)})
    insert into api_requests (time_ms, request_id, workspace_id, method, path, status, code,
      latency_us, root_key_id, ip, user_agent, request_headers, request_body, response_body)
    select * from json_to_recordset(${batch.toJson()}::json) as event (
      "timeMs" bigint, "requestId" text, "workspaceId" text, method text, path text,
      status smallint, code text, "latencyUs" integer, "rootKeyId" text, ip text,
      "userAgent" text, "requestHeaders" text[], "requestBody" text, "responseBody" text
    )
    where exists (select from claimed)`.execute(db);
}
