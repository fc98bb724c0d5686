import { checkQuery, type Refused, refused, tooComplex } from './check.js';
import { earliestBoundBefore } from './retention.js';
import { parse } from './syntax/parse.js';
import { printQuery, type Rewriting } from './syntax/print.js';
import type { QueryText } from './syntax/query-text.js';
import { quoteName } from './syntax/quote.js';
import type { Limit, Query, Select, Table } from './syntax/tree.js';
import { printTableSource, sealedBefore, type Visible } from './table-sources.js';
import { publicTable, SCOPE_COLUMNS, type TableGroup } from './tables.js';

export interface GuardOptions {
  /** The tables that the operation may read. */
  readonly group: TableGroup;
  readonly workspaceId: string;
  /** The APIs or namespaces that the caller is confined to. Absent for all of them. */
  readonly scope?: readonly string[];
  /** How many rows a SELECT may give. */
  readonly rowsMax: number;
  /** How long the workspace keeps events. 0 stands for as long as the tables do. */
  readonly retentionDays: number;
  readonly nowMs: number;
  /** All events before are in the rollups of days. Absent if none are: then all is read from raw. */
  readonly sealedUntilMs?: number;
}

export interface GuardedQuery {
  readonly kind: 'query';
  /** What the engine may run for the workspace. */
  readonly sql: string;
  /** The same confinement for the reader, which holds before any condition of the query. */
  readonly scope?: { readonly column: string; readonly ids: readonly string[] };
}

const BYTES_MAX = 16_384;
/** What the engine reads of a statement. Each table of a query adds half a kilobyte or more. */
const SQL_BYTES_MAX = 262_144;
const DAY_MS = 86_400_000;
const YEAR_ZERO_MS = Date.parse('0000-01-01T00:00:00Z');

/**
 * Turns the text of a tenant into SQL for the engine, or says why not. The rules stand in the order
 * of the contract.
 *
 * Invariants, each with its test:
 * - Nothing of the text passes through. The answer is printed from the syntax tree.
 * - The answer is one SELECT. Each table in it is a subquery over a physical table of the group,
 *   confined to the workspace, the scope and the retention, or a common table expression.
 * - Every function of the query is in the list of functions, every name of it is in quotes.
 * - Every SELECT of the query has a LIMIT of at most `rowsMax`.
 * - No input is thrown at. The work is linear in the length of the text, and no depth of it
 *   overflows the stack.
 */
export function guardQuery(text: QueryText, options: GuardOptions): GuardedQuery | Refused {
  if (isLongerThan(text, BYTES_MAX)) {
    return refused('invalid_analytics_query', 'Analytics query exceeds the maximum length');
  }
  const read = readStatement(text);
  if (read.kind === 'refused') return read;
  const refusal = checkQuery(read, options.group) ?? checkRetention(read, options);
  return refusal ?? printFor(read, options);
}

function readStatement(text: QueryText): Query | Refused {
  const parsed = parse(text);
  if (parsed.kind === 'complex') return tooComplex();
  if (parsed.kind !== 'statements') {
    const place = `line ${parsed.line}, column ${parsed.column}`;
    return refused('invalid_analytics_query', `Invalid SQL syntax: ${place}: ${parsed.message}`);
  }
  const [statement, second] = parsed.statements;
  if (statement === undefined) {
    return refused('invalid_analytics_query', 'No SQL statements found');
  }
  if (second !== undefined) {
    const detail = 'Analytics queries must contain exactly one statement';
    return refused('invalid_analytics_query', detail);
  }
  if (statement.kind === 'query') return statement;
  return refused('invalid_analytics_query_type', 'Only SELECT queries are allowed');
}

function checkRetention(query: Query, { retentionDays, nowMs }: GuardOptions): Refused | null {
  if (retentionDays <= 0) return null;
  const fromMs = nowMs - retentionDays * DAY_MS;
  const boundMs = earliestBoundBefore(query, fromMs, nowMs);
  if (boundMs === undefined) return null;
  return refused(
    'query_range_exceeds_retention',
    `Cannot query data older than ${retentionDays} days. Your query attempts to access data from ${isoDate(boundMs)}, but only data from ${isoDate(fromMs)} onwards is available.`,
  );
}

function printFor(query: Query, options: GuardOptions): GuardedQuery | Refused {
  const { group, scope, workspaceId, rowsMax, sealedUntilMs = 0 } = options;
  const visible: Visible = {
    workspaceId,
    scope: scope ?? null,
    keptFromMs: keptFromMs(options),
    sealed: sealedBefore(sealedUntilMs),
  };
  const rewriting: Rewriting = {
    select: (select) => rewriteSelect(select, rowsMax),
    table: (table) => printTable(table, group, visible),
  };
  const sql = printQuery(query, rewriting);
  if (isLongerThan(sql, SQL_BYTES_MAX)) return tooComplex();
  const column = SCOPE_COLUMNS[group];
  if (scope === undefined || column === null) return { kind: 'query', sql };
  return { kind: 'query', sql, scope: { column, ids: scope } };
}

/** A day is hidden whole or not at all. */
function keptFromMs({ retentionDays, nowMs }: GuardOptions): number | null {
  if (retentionDays <= 0) return null;
  const fromMs = nowMs - retentionDays * DAY_MS;
  return fromMs - (((fromMs % DAY_MS) + DAY_MS) % DAY_MS);
}

/**
 * PREWHERE becomes a part of WHERE, because a subquery has none, and the engine finds out by itself
 * what it should read first.
 */
function rewriteSelect(select: Select, rowsMax: number): Select {
  const { prewhere, where } = select;
  return {
    ...select,
    prewhere: null,
    where:
      prewhere && where
        ? { kind: 'chain', operator: 'AND', operands: [prewhere, where] }
        : (prewhere ?? where),
    limit: boundLimit(select.limit, rowsMax),
  };
}

function boundLimit(limit: Limit | null, rowsMax: number): Limit {
  const count = limit === null ? rowsMax : Math.min(Number(limit.count), rowsMax);
  return { count: String(count), ties: limit?.ties ?? false };
}

/** A table that no alias names keeps its public name, by which columns may be qualified. */
function printTable({ path, alias }: Table, group: TableGroup, visible: Visible): string {
  const [name = ''] = path;
  const table = publicTable(group, name);
  if (table) return `${printTableSource(table, visible)} AS ${quoteName(alias ?? name)}`;
  return alias === null ? quoteName(name) : `${quoteName(name)} AS ${quoteName(alias)}`;
}

/** In bytes of UTF-8. */
function isLongerThan(text: QueryText, bytesMax: number): boolean {
  if (text.length > bytesMax) return true;
  let bytes = 0;
  for (let position = 0; position < text.length; position += 1) {
    const unit = text.charCodeAt(position);
    const isSurrogate = unit >= 0xd800 && unit < 0xe000;
    bytes += unit < 0x80 ? 1 : unit < 0x800 || isSurrogate ? 2 : 3;
  }
  return bytes > bytesMax;
}

/** A bound may be any number. What lies before the year 0 is shown as its first day. */
function isoDate(ms: number): string {
  return new Date(Math.max(ms, YEAR_ZERO_MS)).toISOString().slice(0, 10);
}
