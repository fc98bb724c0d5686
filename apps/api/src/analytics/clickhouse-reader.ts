import { ClickHouseError, type ClickHouseSettings, SettingsMap } from '@clickhouse/client';
import { ENGINE_DATABASE } from '../domain/analytics-query/tables.js';
import { Problem } from '../domain/problems.js';
import { type EngineAddress, openAgent, openEngineClient } from './client.js';
import { toCanceled, toQueryProblem, toTooLarge, toUnreachable } from './query-problems.js';
import type { AnalyticsReader, ReaderQuery, ReaderTable, RowScope } from './reader.js';
import { ReaderDatabases } from './reader-databases.js';
import { ENGINE_TABLES } from './schema.js';

const MEMORY_BYTES_MAX = 1_000_000_000;
/** The engine gives up a little later than this process, which then has the better answer. */
const ENGINE_GRACE_S = 1;

/** More than may ask at once. */
const CONNECTIONS_MAX = 8;
const PING_MS = 2000;

/**
 * Reads by the official client. A query runs in a database of its workspace that is always empty.
 * Its name is what the policies of the tables compare, so nothing in a SELECT changes it.
 */
export function openReader(address: EngineAddress): AnalyticsReader & { close(): Promise<void> } {
  const agent = openAgent(address, { as: 'reader', connectionsMax: CONNECTIONS_MAX });
  const databases = new ReaderDatabases(address);
  const read = async (query: ReaderQuery) => {
    const client = openEngineClient(address, {
      as: 'reader',
      requestTimeoutMs: query.deadlineMs + 1000 * ENGINE_GRACE_S,
      connectionsMax: CONNECTIONS_MAX,
      database: query.workspaceId,
      agent,
    });
    const deadline = AbortSignal.timeout(query.deadlineMs);
    const signal = query.left === undefined ? deadline : AbortSignal.any([deadline, query.left]);
    try {
      await databases.ensure(query.workspaceId);
      const result = await client.query({
        query: query.sql,
        format: 'JSONCompactEachRowWithNamesAndTypes',
        query_params: { ...query.params },
        clickhouse_settings: settingsFor(query),
        abort_signal: signal,
      });
      return await collect(result.stream(), query.bytesMax);
    } catch (error) {
      throw toProblem(error, signal);
    }
  };
  return {
    query: read,
    async ping() {
      const { rows } = await read(PING);
      const [version]: readonly unknown[] = JSON.parse(rows[0] ?? '[]');
      return String(version);
    },
    async close() {
      agent.destroy();
      await databases.close();
    },
  };
}

const PING: ReaderQuery = {
  workspaceId: 'nothing',
  sql: 'SELECT version()',
  deadlineMs: PING_MS,
  bytesMax: 1024,
  rowsMax: 1,
};

function settingsFor(query: ReaderQuery): ClickHouseSettings {
  return {
    max_execution_time: Math.ceil(query.deadlineMs / 1000),
    max_memory_usage: String(MEMORY_BYTES_MAX),
    max_result_rows: String(query.rowsMax),
    max_result_bytes: String(query.bytesMax),
    result_overflow_mode: 'throw',
    // 64-bit integers as numbers, NaN and infinity as null, moments as in RFC 3339.
    output_format_json_quote_64bit_integers: 0,
    output_format_json_quote_denormals: 0,
    output_format_json_escape_forward_slashes: 0,
    date_time_output_format: 'iso',
    // A failure then has a status, and is never behind rows that have been sent.
    wait_end_of_query: 1,
    cancel_http_readonly_queries_on_client_close: 1,
    ...scopeSettings(query),
  };
}

function scopeSettings({ scope, sql }: ReaderQuery) {
  if (scope === undefined) return {};
  const filter = escapeText(printScope(scope));
  // A query may have a long list of ids. It is sent for the tables that the query names.
  const tables = ENGINE_TABLES.filter(
    ({ name, columns }) => sql.includes(name) && columns.some((column) => isOf(column, scope)),
  );
  const filters = tables.map(({ name }) => [`${ENGINE_DATABASE}.${name}`, filter]);
  return { additional_table_filters: SettingsMap.from(Object.fromEntries(filters)) };
}

/** A column is its name, then its type. */
function isOf(column: string, scope: RowScope): boolean {
  return column.startsWith(`${scope.column} `);
}

function printScope({ column, ids }: RowScope): string {
  return ids.length === 0 ? '0' : `${column} IN (${ids.map(quote).join(', ')})`;
}

function quote(text: string): string {
  return `'${escapeText(text)}'`;
}

/** The client puts the values of a map between quotes, but escapes nothing in them. */
function escapeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}

interface TextRow {
  readonly text: string;
}

/** The first two rows are the names of the columns and their types. */
async function collect(
  stream: AsyncIterable<readonly TextRow[]>,
  bytesMax: number,
): Promise<ReaderTable> {
  const texts: string[] = [];
  let bytes = 0;
  for await (const rows of stream) {
    for (const { text } of rows) {
      bytes += Buffer.byteLength(text);
      if (bytes > bytesMax) throw toTooLarge();
      texts.push(text);
    }
  }
  const [names, types, ...rows] = texts;
  if (names === undefined || types === undefined) throw new Error('a result has no columns');
  return { columns: toColumns(names, types), rows };
}

function toColumns(names: string, types: string) {
  const typeTexts: readonly unknown[] = JSON.parse(types);
  const nameTexts: readonly unknown[] = JSON.parse(names);
  return nameTexts.map((name, index) => ({ name: String(name), type: String(typeTexts[index]) }));
}

function toProblem(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof Problem) return error;
  if (signal.aborted) return toCanceled();
  if (error instanceof ClickHouseError) {
    return toQueryProblem({ code: Number(error.code), message: error.message });
  }
  return toUnreachable(error);
}
