import type { Column } from './columns.js';
import { quoteName, quoteString } from './syntax/quote.js';
import {
  type Bucket,
  type Buckets,
  ENGINE_DATABASE,
  type PublicTable,
  SCOPE_COLUMNS,
  type TableGroup,
} from './tables.js';

/**
 * Up to where rollups are complete: all events before these moments are in them. Both are midnight
 * in UTC, `monthsUntilMs` that of the first of a month. Later events are read from finer tables.
 */
export interface Sealed {
  readonly daysUntilMs: number;
  readonly monthsUntilMs: number;
}

/**
 * A month is sealed after its days. The one before the last sealed day is read from its days too,
 * because its own sums may come a little later than theirs.
 */
export function sealedBefore(daysMs: number): Sealed {
  const days = new Date(Math.max(daysMs, 0));
  const year = days.getUTCFullYear();
  const month = days.getUTCMonth();
  return {
    daysUntilMs: Date.UTC(year, month, days.getUTCDate()),
    monthsUntilMs: Math.max(Date.UTC(year, month - 1, 1), 0),
  };
}

/** What part of the tables a query sees. */
export interface Visible {
  readonly workspaceId: string;
  /** The APIs or namespaces that the caller is confined to, or null for all of them. */
  readonly scope: readonly string[] | null;
  /** Midnight in UTC before which a workspace with shorter retention sees nothing. */
  readonly keptFromMs: number | null;
  readonly sealed: Sealed;
}

/**
 * The alias of the physical table. No query can name it, because no name of a query begins with an
 * underscore. So no alias of a query can be taken for a column of the table.
 */
const ALIAS = quoteName('_t');

/**
 * Chains of functions through which the engine follows a condition on the bucket back to the time of
 * events, and then reads only these. It does not follow `fromUnixTimestamp64Milli`.
 */
const RAW_BUCKETS: Readonly<Record<Bucket, (moment: string) => string>> = {
  minute: (moment) => `toStartOfMinute(${moment})`,
  hour: (moment) => `toStartOfHour(${moment})`,
  day: (moment) => `toDate(${moment})`,
  month: (moment) => `toStartOfMonth(toDate(${moment}))`,
};

/**
 * The subquery that stands in a query for a public table. It has the public columns and no others,
 * of the rows that the caller may see.
 *
 * The conditions are in a subquery of their own, and not in the WHERE of the query. So they hold
 * before a join, and nothing of the query stands beside them.
 */
export function printTableSource(table: PublicTable, visible: Visible): string {
  const { source, group } = table;
  switch (source.kind) {
    case 'raw': {
      const columns = table.columns.map(({ name }) => [ofTable(name), name] as const);
      return `(${select(group, columns, source.table, rawTimes(visible), visible)})`;
    }
    case 'computed':
      return `(${fromRaw(group, source, rawTimes(visible), visible)})`;
    case 'sealed':
      return `(${sealedParts(group, source, visible).join(' UNION ALL ')})`;
    case 'empty':
      return `(${selectNothing(table.columns)})`;
  }
}

function sealedParts(
  group: TableGroup,
  source: Buckets & { readonly dayTable: string; readonly monthTable: string },
  visible: Visible,
): readonly string[] {
  const { sealed, keptFromMs } = visible;
  const isMonth = source.bucket === 'month';
  const fromMs = isMonth ? firstMonthMs(keptFromMs) : keptFromMs;
  const monthsUntilMs = isMonth ? sealed.monthsUntilMs : 0;
  const time = ofTable('time');
  const parts: string[] = [];
  if (monthsUntilMs > 0) {
    const times = dateTimes(fromMs, monthsUntilMs);
    parts.push(fromRollup(group, source, source.monthTable, time, times, visible));
  }
  if (sealed.daysUntilMs > monthsUntilMs) {
    const bucketTime = isMonth ? `toStartOfMonth(${time})` : time;
    const times = dateTimes(latest(fromMs, monthsUntilMs), sealed.daysUntilMs);
    parts.push(fromRollup(group, source, source.dayTable, bucketTime, times, visible));
  }
  const liveFromMs = latest(fromMs, Math.max(monthsUntilMs, sealed.daysUntilMs));
  parts.push(fromRaw(group, source, since(liveFromMs), visible));
  return parts;
}

function fromRaw(
  group: TableGroup,
  { bucket, dimensions, measures, rawTable }: Buckets,
  times: readonly string[],
  visible: Visible,
): string {
  const moment = `toDateTime(intDiv(${ofTable('time')}, 1000), 'UTC')`;
  const columns: Selected[] = [
    [RAW_BUCKETS[bucket](moment), 'time'],
    ...dimensions.map(({ name }): Selected => [ofTable(name), name]),
    ...measures.map(({ name, ofEvent }): Selected => [ofEvent, name]),
  ];
  return select(group, columns, rawTable, times, visible);
}

function fromRollup(
  group: TableGroup,
  { dimensions, measures }: Buckets,
  table: string,
  time: string,
  times: readonly string[],
  visible: Visible,
): string {
  const columns: Selected[] = [
    [time, 'time'],
    ...[...dimensions, ...measures].map(({ name }): Selected => [ofTable(name), name]),
  ];
  return select(group, columns, table, times, visible);
}

/** An expression, and the name of the column that it fills. */
type Selected = readonly [expression: string, name: string];

function select(
  group: TableGroup,
  columns: readonly Selected[],
  table: string,
  times: readonly string[],
  visible: Visible,
): string {
  const list = columns.map(([expression, name]) => `${expression} AS ${quoteName(name)}`);
  const conditions = [
    `${ofTable('workspace_id')} = ${quoteString(visible.workspaceId)}`,
    ...scopeConditions(group, visible.scope),
    ...times,
  ];
  const name = `${quoteName(ENGINE_DATABASE)}.${quoteName(table)}`;
  return `SELECT ${list.join(', ')} FROM ${name} AS ${ALIAS} WHERE ${conditions.join(' AND ')}`;
}

function selectNothing(columns: readonly Column[]): string {
  const list = columns.map(
    ({ name, type }) => `defaultValueOfTypeName(${quoteString(type)}) AS ${quoteName(name)}`,
  );
  return `SELECT ${list.join(', ')} WHERE 0`;
}

/** Ids that lead to nothing give no rows, and no error. */
function scopeConditions(group: TableGroup, scope: Visible['scope']): readonly string[] {
  const column = SCOPE_COLUMNS[group];
  if (scope === null || column === null) return [];
  return scope.length === 0
    ? ['0']
    : [`${ofTable(column)} IN (${scope.map(quoteString).join(', ')})`];
}

function rawTimes({ keptFromMs }: Visible): readonly string[] {
  return keptFromMs === null ? [] : since(keptFromMs);
}

function since(fromMs: number): readonly string[] {
  return fromMs > 0 ? [`${ofTable('time')} >= ${fromMs}`] : [];
}

function dateTimes(fromMs: number | null, untilMs: number): readonly string[] {
  const time = ofTable('time');
  const until = `${time} < toDate(${quoteString(isoDate(untilMs))})`;
  const isBounded = fromMs !== null && fromMs > 0;
  return isBounded ? [`${time} >= toDate(${quoteString(isoDate(fromMs))})`, until] : [until];
}

function latest(fromMs: number | null, otherMs: number): number {
  return Math.max(fromMs ?? 0, otherMs);
}

/** The first month that begins at this moment or later. */
function firstMonthMs(fromMs: number | null): number | null {
  if (fromMs === null) return null;
  const from = new Date(fromMs);
  const isFirst = from.getUTCDate() === 1;
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + (isFirst ? 0 : 1), 1);
}

function ofTable(name: string): string {
  return `${ALIAS}.${quoteName(name)}`;
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
