import { type InferResult, type RawBuilder, sql } from 'kysely';
import type { AuditTarget } from '../../domain/audit/audit-event.js';
import { encodeCursor, type Page, toPage } from '../../domain/pagination.js';
import { containsText } from '../database/contains-text.js';
import type { Db } from '../database/database.js';
import { type PageRow, readWithinPage } from '../database/page-bytes.js';

/** A place in the log: by time, and within a millisecond by id. */
export interface AuditPosition {
  readonly timeMs: number;
  readonly id: string;
}

export interface AuditQuery {
  readonly workspaceId: string;
  /** The earliest moment, included. */
  readonly fromMs: number;
  /** The latest moment, not included. */
  readonly toMs: number;
  /** The first event to show, included. */
  readonly start: AuditPosition;
  /** Whether the page goes on in time from `start`, and not back. */
  readonly isOldestFirst: boolean;
  /** Empty: no search. */
  readonly text: string;
  readonly events: readonly string[] | undefined;
  readonly actorIds: readonly string[] | undefined;
  readonly targetIds: readonly string[] | undefined;
  readonly requestIds: readonly string[] | undefined;
  readonly limit: number;
  /** What all events of a page may take together. */
  readonly bytesMax: number;
}

export interface StoredAuditEvent extends AuditPosition {
  readonly event: string;
  readonly description: string;
  readonly actorType: string;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly remoteIp: string | null;
  readonly userAgent: string | null;
  readonly targets: readonly AuditTarget[];
  readonly correlationId: string | null;
  readonly requestId: string | null;
}

/** How many events a page examines when an index answers one filter but not the others. */
const EXAMINED_MAX = 2000;

/**
 * Events that pass every filter, the newest or the oldest first.
 *
 * An index has the events of one filter in the order of the page. It serves the target if there is
 * one, else the request, else the actor, else the event. A page with no other filter reads only the events that it
 * shows. The other filters are applied to the events from the index, at most `EXAMINED_MAX` of
 * them, so no combination of filters costs more. A search is such a filter: no index has the texts,
 * because every change would pay for it. Where few events pass, a page can be short or
 * empty. It then still has a cursor to go on from.
 */
export async function listAuditEvents(db: Db, query: AuditQuery): Promise<Page<StoredAuditEvent>> {
  const { filter, remaining } = chooseIndex(query);
  const examinedMax = remaining > 0 ? EXAMINED_MAX : query.limit;
  const positions = await findPositions(db, query, filter, examinedMax + 1);
  const examined = positions.slice(0, examinedMax);
  const page = toPage(await loadMatching(db, query, examined), query.limit, toCursor);
  const unexamined = positions[examinedMax];
  if (page.cursor !== undefined || unexamined === undefined) return page;
  return { ...page, cursor: encodeCursor(toCursor(unexamined)) };
}

function toCursor({ timeMs, id }: AuditPosition): readonly string[] {
  return [String(timeMs), id];
}

/** The events that an index selects: those with any of the values in the column, or all. */
interface IndexFilter {
  readonly table: 'audit_events' | 'audit_event_targets';
  readonly idColumn: 'id' | 'event_id';
  readonly wanted: { readonly column: string; readonly values: readonly string[] } | undefined;
}

function chooseIndex({ events, actorIds, targetIds, requestIds, text }: AuditQuery): {
  filter: IndexFilter;
  remaining: number;
} {
  const ofEvents = { table: 'audit_events', idColumn: 'id' } as const;
  const ofTargets = { table: 'audit_event_targets', idColumn: 'event_id' } as const;
  const filters: IndexFilter[] = [];
  if (targetIds) filters.push({ ...ofTargets, wanted: { column: 'target_id', values: targetIds } });
  if (requestIds) {
    filters.push({ ...ofEvents, wanted: { column: 'request_id', values: requestIds } });
  }
  if (actorIds) filters.push({ ...ofEvents, wanted: { column: 'actor_id', values: actorIds } });
  if (events) filters.push({ ...ofEvents, wanted: { column: 'event', values: events } });
  const [filter = { ...ofEvents, wanted: undefined }, ...others] = filters;
  return { filter, remaining: others.length + (text === '' ? 0 : 1) };
}

/**
 * An index has the events of one value in order. So each value is read separately, and the results
 * are merged.
 */
async function findPositions(
  db: Db,
  query: AuditQuery,
  { table, idColumn, wanted }: IndexFilter,
  max: number,
): Promise<AuditPosition[]> {
  const id = sql.ref(idColumn);
  const { start, isOldestFirst } = query;
  const compare = isOldestFirst ? sql`>=` : sql`<=`;
  const direction = isOldestFirst ? sql`asc` : sql`desc`;
  const positionsWhere = (condition: RawBuilder<unknown>) => sql`
    select time_ms, ${id} as id
    from ${sql.table(table)}
    where workspace_id = ${query.workspaceId}
      and time_ms >= ${query.fromMs} and time_ms < ${query.toMs}
      and (time_ms, ${id}) ${compare} (${start.timeMs}, ${start.id})
      ${condition}
    order by time_ms ${direction}, ${id} ${direction}
    limit ${max}`;
  const positions =
    wanted === undefined
      ? positionsWhere(sql``)
      : sql`
        select distinct found.time_ms, found.id
        from unnest(${wanted.values}::text[]) as wanted (value)
        cross join lateral (
          ${positionsWhere(sql`and ${sql.ref(wanted.column)} = wanted.value`)}
        ) as found
        order by found.time_ms ${direction}, found.id ${direction}
        limit ${max}`;
  const { rows } = await sql<{ time_ms: number; id: string }>`${positions}`.execute(db);
  return rows.map((row) => ({ timeMs: row.time_ms, id: row.id }));
}

const COLUMNS = [
  'time_ms',
  'id',
  'event',
  'description',
  'actor_type',
  'actor_id',
  'actor_name',
  'remote_ip',
  'user_agent',
  'targets',
  'correlation_id',
  'request_id',
] as const;

async function loadMatching(
  db: Db,
  query: AuditQuery,
  positions: readonly AuditPosition[],
): Promise<(StoredAuditEvent & PageRow)[]> {
  const { events, actorIds, requestIds, text, isOldestFirst } = query;
  const direction = isOldestFirst ? 'asc' : 'desc';
  const ids = positions.map(({ id }) => id);
  const matching = db
    .selectFrom((eb) =>
      eb
        .selectFrom('audit_events')
        .select(COLUMNS)
        .where('workspace_id', '=', query.workspaceId)
        .where('id', '=', anyOf(ids))
        // Keeps the planner from moving the filters into this query, where it could choose an index
        // with far more rows.
        .offset(0)
        .as('examined'),
    )
    .select(COLUMNS)
    .$if(events !== undefined, (select) => select.where('event', '=', anyOf(events)))
    .$if(actorIds !== undefined, (select) => select.where('actor_id', '=', anyOf(actorIds)))
    .$if(requestIds !== undefined, (select) => select.where('request_id', '=', anyOf(requestIds)))
    .$if(text !== '', (select) => select.where(hasText(text)))
    .orderBy('time_ms', direction)
    .orderBy('id', direction)
    .limit(query.limit + 1)
    // `insertAuditEvents` and refills write nothing else.
    .$narrowType<{ targets: AuditTarget[] }>();
  const rows = await readWithinPage<InferResult<typeof matching>[number]>(db, {
    rows: matching,
    sized: ['description', 'actor_name', 'user_agent', 'targets'],
    order: sql`page.time_ms ${sql.raw(direction)}, page.id ${sql.raw(direction)}`,
    bytesMax: query.bytesMax,
  });
  return rows.map((row) => ({
    isBeyondPage: row.isBeyondPage,
    timeMs: row.time_ms,
    id: row.id,
    event: row.event,
    description: row.description,
    actorType: row.actor_type,
    actorId: row.actor_id,
    actorName: row.actor_name,
    remoteIp: row.remote_ip,
    userAgent: row.user_agent,
    targets: row.targets,
    correlationId: row.correlation_id,
    requestId: row.request_id,
  }));
}

/** In what people read of an event. The text of its JSON would have words that no event says. */
function hasText(text: string) {
  const shown = ['description', 'actor_id', 'actor_name', 'remote_ip', 'user_agent'];
  return sql<boolean>`(
    ${containsText(shown, 'examined', text)}
    or exists (
      select from json_to_recordset(examined.targets) as target (id text, name text)
      where ${containsText(['id', 'name'], 'target', text)}
    )
  )`;
}

function anyOf(values: readonly string[] = []) {
  return sql<string>`any(${values}::text[])`;
}
