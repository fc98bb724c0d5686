import { type RawBuilder, sql } from 'kysely';
import { encodeCursor, type Page, toPage } from '../../domain/pagination.js';
import type { Db } from '../database/database.js';
import { type PageRow, readWithinPage } from '../database/page-bytes.js';
import type { ApiRequestEvent, RequestContents } from '../events/api-request-events.js';

/** A place in the log: by time, and within a millisecond by request id. */
export interface RequestPosition {
  readonly timeMs: number;
  readonly requestId: string;
}

export interface RequestQuery {
  readonly workspaceId: string;
  /** The earliest moment, included. */
  readonly fromMs: number;
  /** The latest request to show, included. The page goes back in time from here. */
  readonly newest: RequestPosition;
  readonly paths: readonly string[] | undefined;
  readonly codes: readonly string[] | undefined;
  readonly rootKeyIds: readonly string[] | undefined;
  readonly requestIds: readonly string[] | undefined;
  /** The lowest status that passes. */
  readonly statusMin: number | undefined;
  readonly limit: number;
  /** What all requests of a page may take together. */
  readonly bytesMax: number;
}

export type StoredApiRequest = Omit<ApiRequestEvent, 'contents' | 'workspaceId'> & {
  readonly contents: RequestContents | undefined;
};

/** How many requests a page with filters examines. */
const EXAMINED_MAX = 2000;

/**
 * The newest requests that pass every filter.
 *
 * Request ids have an index. All other filters are applied to the requests in the order of time, at
 * most `EXAMINED_MAX` of them. So no combination costs more, and a page can be short or empty while
 * more follow. It then has a cursor to go on from.
 */
export async function listApiRequests(
  db: Db,
  query: RequestQuery,
): Promise<Page<StoredApiRequest>> {
  const isExamined = hasFilters(query) && query.requestIds === undefined;
  const edge = isExamined ? await findEdge(db, query) : undefined;
  const page = toPage(await readRows(db, query, edge), query.limit, toCursor);
  if (page.cursor !== undefined || edge === undefined) return page;
  return { ...page, cursor: encodeCursor(toCursor(edge)) };
}

function toCursor({ timeMs, requestId }: RequestPosition): readonly string[] {
  return [String(timeMs), requestId];
}

function hasFilters({ paths, codes, rootKeyIds, statusMin }: RequestQuery): boolean {
  return [paths, codes, rootKeyIds, statusMin].some((filter) => filter !== undefined);
}

/** The first request that the page does not examine any more. */
async function findEdge(db: Db, query: RequestQuery): Promise<RequestPosition | undefined> {
  const { rows } = await sql<{ time_ms: number; request_id: string }>`
    select time_ms, request_id from api_requests
    where ${inRange(query)}
    order by time_ms desc, request_id desc
    offset ${EXAMINED_MAX} limit 1`.execute(db);
  const [edge] = rows;
  return edge === undefined ? undefined : { timeMs: edge.time_ms, requestId: edge.request_id };
}

function inRange({ workspaceId, fromMs, newest }: RequestQuery): RawBuilder<unknown> {
  return sql`workspace_id = ${workspaceId}
    and time_ms >= ${fromMs} and time_ms <= ${newest.timeMs}
    and (time_ms, request_id) <= (${newest.timeMs}, ${newest.requestId})`;
}

interface Row {
  readonly time_ms: number;
  readonly request_id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string;
  readonly latency_us: number;
  readonly root_key_id: string;
  readonly ip: string;
  readonly user_agent: string;
  readonly request_headers: string[] | null;
  readonly request_body: string | null;
  readonly response_body: string | null;
}

const COLUMNS = sql`time_ms, request_id, method, path, status, code, latency_us, root_key_id, ip,
  user_agent, request_headers, request_body, response_body`;

async function readRows(
  db: Db,
  query: RequestQuery,
  edge: RequestPosition | undefined,
): Promise<(StoredApiRequest & PageRow)[]> {
  const { requestIds, limit } = query;
  const examined = edge === undefined ? sql`` : sql`and ${isBefore(edge)}`;
  const found =
    requestIds === undefined
      ? sql`select ${COLUMNS} from api_requests where ${inRange(query)} ${examined}`
      : sql`
        select found.* from (select distinct unnest(${requestIds}::text[]) as id) as wanted
        cross join lateral (
          select ${COLUMNS} from api_requests
          where ${inRange(query)} and request_id = wanted.id
        ) as found`;
  const rows = await readWithinPage<Row>(db, {
    rows: sql`
      select ${COLUMNS} from (${found}) as found
      where ${passes(query)}
      order by time_ms desc, request_id desc
      limit ${limit + 1}`,
    sized: ['user_agent', 'request_headers', 'request_body', 'response_body'],
    order: sql`page.time_ms desc, page.request_id desc`,
    bytesMax: query.bytesMax,
  });
  return rows.map((row) => ({ ...toRequest(row), isBeyondPage: row.isBeyondPage }));
}

/** Nearer to the start of the page than the edge. */
function isBefore({ timeMs, requestId }: RequestPosition): RawBuilder<unknown> {
  return sql`time_ms >= ${timeMs} and (time_ms, request_id) > (${timeMs}, ${requestId})`;
}

function passes({ paths, codes, rootKeyIds, statusMin }: RequestQuery): RawBuilder<unknown> {
  const conditions = [sql`true`];
  if (paths !== undefined) conditions.push(sql`path = any(${paths}::text[])`);
  if (codes !== undefined) conditions.push(sql`code = any(${codes}::text[])`);
  if (rootKeyIds !== undefined) conditions.push(sql`root_key_id = any(${rootKeyIds}::text[])`);
  if (statusMin !== undefined) conditions.push(sql`status >= ${statusMin}`);
  return sql.join(conditions, sql` and `);
}

function toRequest(row: Row): StoredApiRequest {
  return {
    timeMs: row.time_ms,
    requestId: row.request_id,
    method: row.method,
    path: row.path,
    status: row.status,
    code: row.code,
    latencyUs: row.latency_us,
    rootKeyId: row.root_key_id,
    ip: row.ip,
    userAgent: row.user_agent,
    contents:
      row.request_headers === null
        ? undefined
        : {
            requestHeaders: row.request_headers,
            requestBody: row.request_body,
            responseBody: row.response_body,
          },
  };
}
