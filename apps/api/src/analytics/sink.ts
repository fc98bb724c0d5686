import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { ENGINE_DATABASE } from '../domain/analytics-query/tables.js';
import type { EventKind } from '../domain/event-kind.js';
import { type EngineAddress, openEngineClient } from './client.js';
import { toAnalyticsFailure } from './failures.js';
import { besideName, dateOf, ROLLUPS, type Rollup, type Span } from './rollups.js';
import { preparation } from './schema.js';
import { IDENTITY_TABLE, RAW_TABLES } from './tables.js';

/** What the pipeline does with the engine. Every method throws `AnalyticsFailure`. */
export interface AnalyticsSink {
  /** Makes what is missing of the schema. Returns the id that this engine has kept since then. */
  prepare(): Promise<string>;
  /**
   * Inserts the events of some batches in one piece. The engine remembers the token, so sending
   * the same group again adds nothing.
   */
  insert(group: SentGroup): Promise<void>;
  /** Makes the sums of a span from what is there now. Doing it again repairs whatever happened. */
  seal(rollup: Rollup, span: Span): Promise<void>;
  /** Removes whole days of raw events, or whole spans of sums, that ended before then. */
  dropBefore(table: string, beforeMs: number): Promise<number>;
  /** Deletes what some workspaces keep for a shorter time than others. */
  deleteBefore(table: string, expired: ExpiredRows): Promise<void>;
  close(): Promise<void>;
}

export interface SentGroup {
  readonly kind: EventKind;
  readonly token: string;
  /** Each is a JSON array, as the recorder encoded it. */
  readonly payloads: readonly Buffer[];
}

export interface ExpiredRows {
  readonly workspaceIds: readonly string[];
  readonly beforeMs: number;
}

/** The group is sent again if this passes, so it must be long enough for a slow disk. */
const REQUEST_TIMEOUT_MS = 60_000;
const SEAL_TIMEOUT_MS = 10 * 60_000;

const SEPARATOR = Buffer.from(',\n');

/** Over the HTTP interface of ClickHouse, which the embedded engine speaks too. */
export function openSink(address: EngineAddress): AnalyticsSink {
  const client = openEngineClient(address, {
    as: 'writer',
    requestTimeoutMs: SEAL_TIMEOUT_MS,
    connectionsMax: 4,
  });
  const closing = new AbortController();
  const run = (query: string, settings: Settings = {}) =>
    command(client, query, settings, closing.signal);
  return {
    prepare: () => prepare(client, address),
    insert: (group) => insert(client, group, closing.signal),
    seal: (rollup, span) => seal(run, rollup, span),
    dropBefore: (table, beforeMs) => dropBefore(client, table, beforeMs),
    deleteBefore: (table, expired) => deleteBefore(client, table, expired),
    async close() {
      closing.abort();
      await client.close();
    },
  };
}

type Settings = Readonly<Record<string, string | number>>;
type Run = (query: string, settings?: Settings) => Promise<void>;

async function command(
  client: ClickHouseClient,
  query: string,
  clickhouse_settings: Settings,
  abort_signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS),
): Promise<void> {
  try {
    await client.command({ query, clickhouse_settings, abort_signal });
  } catch (error) {
    throw toAnalyticsFailure(error);
  }
}

async function prepare(client: ClickHouseClient, address: EngineAddress): Promise<string> {
  for (const statement of preparation(address)) await command(client, statement, {});
  const known = await readIdentity(client);
  if (known !== undefined) return known;
  await command(
    client,
    `INSERT INTO ${ENGINE_DATABASE}.${IDENTITY_TABLE.name} (id) VALUES ('${randomUUID()}')`,
    {},
  );
  return (await readIdentity(client)) ?? '';
}

/** Of two that were made at once, all processes see the same one. */
async function readIdentity(client: ClickHouseClient): Promise<string | undefined> {
  const rows = await select<{ id: string }>(
    client,
    `SELECT min(id) AS id FROM ${ENGINE_DATABASE}.${IDENTITY_TABLE.name}`,
  );
  return rows[0]?.id === '' ? undefined : rows[0]?.id;
}

async function select<Row>(client: ClickHouseClient, query: string): Promise<Row[]> {
  try {
    const result = await client.query({ query, format: 'JSONEachRow' });
    return await result.json<Row>();
  } catch (error) {
    throw toAnalyticsFailure(error);
  }
}

/** One block, so that the group is inserted as a whole or not at all. */
const ONE_BLOCK = {
  input_format_parallel_parsing: 0,
  max_insert_block_size: '1048576',
  async_insert: 0,
  insert_deduplicate: 1,
  input_format_skip_unknown_fields: 1,
} as const;

async function insert(
  client: ClickHouseClient,
  { kind, token, payloads }: SentGroup,
  closing: AbortSignal,
): Promise<void> {
  const { name, fields } = RAW_TABLES[kind];
  try {
    const { stream } = await client.exec({
      query: `INSERT INTO ${ENGINE_DATABASE}.${name} (${fields.join(', ')}) FORMAT JSONEachRow`,
      values: Readable.from(joined(payloads), { objectMode: false }),
      clickhouse_settings: { ...ONE_BLOCK, insert_deduplication_token: token },
      abort_signal: AbortSignal.any([closing, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
    // The connection is free again when the empty answer has been read.
    await finished(stream.resume());
  } catch (error) {
    throw toAnalyticsFailure(error);
  }
}

/** The events of all batches as one list: each payload without its brackets. */
function* joined(payloads: readonly Buffer[]): Generator<Buffer> {
  for (const [index, payload] of payloads.entries()) {
    if (index > 0) yield SEPARATOR;
    yield payload.subarray(payload.indexOf('[') + 1, payload.lastIndexOf(']'));
  }
}

/**
 * For each table of the rollup, with its span in a table beside it:
 *
 * | step | killed after it | the next time |
 * |---|---|---|
 * | the table beside is emptied | nothing is lost | starts from here |
 * | the sums are inserted there | readers see the old sums | they are thrown away, and made again |
 * | the partition is replaced | readers see the new sums | the same sums take its place |
 *
 * The engine replaces a partition in one step, so a reader sees the old sums or the new ones.
 */
async function seal(run: Run, rollup: Rollup, span: Span): Promise<void> {
  const limits = { max_bytes_before_external_group_by: 134_217_728, max_threads: 1 };
  for (const table of ROLLUPS[rollup].tables) {
    const partition = `'${dateOf(span.fromMs)}'`;
    const name = `${ENGINE_DATABASE}.${table.name}`;
    const beside = `${ENGINE_DATABASE}.${besideName(table)}`;
    await run(`TRUNCATE TABLE ${beside}`);
    await run(`INSERT INTO ${beside} ${table.select(span)}`, limits);
    await run(`ALTER TABLE ${name} REPLACE PARTITION ${partition} FROM ${beside}`);
    await run(`TRUNCATE TABLE ${beside}`);
  }
}

interface PartRow {
  readonly partition: string;
}

/** Partitions are named after their first day. */
async function dropBefore(
  client: ClickHouseClient,
  table: string,
  beforeMs: number,
): Promise<number> {
  const rows = await select<PartRow>(
    client,
    `SELECT DISTINCT partition FROM system.parts
    WHERE database = '${ENGINE_DATABASE}' AND table = '${table}' AND active
    AND partition < '${dateOf(beforeMs)}' ORDER BY partition LIMIT 100`,
  );
  for (const { partition } of rows) {
    await command(
      client,
      `ALTER TABLE ${ENGINE_DATABASE}.${table} DROP PARTITION '${partition}'`,
      {},
    );
  }
  return rows.length;
}

const WORKSPACES_AT_ONCE = 500;

/** A deletion reads and marks all parts of a table, so the engine is asked first. */
async function deleteBefore(
  client: ClickHouseClient,
  table: string,
  { workspaceIds, beforeMs }: ExpiredRows,
): Promise<void> {
  for (let from = 0; from < workspaceIds.length; from += WORKSPACES_AT_ONCE) {
    const ids = workspaceIds.slice(from, from + WORKSPACES_AT_ONCE).map(quoteText);
    const condition = `workspace_id IN (${ids.join(', ')}) AND ${isBefore(table, beforeMs)}`;
    const name = `${ENGINE_DATABASE}.${table}`;
    const found = await select(client, `SELECT 1 AS found FROM ${name} WHERE ${condition} LIMIT 1`);
    if (found.length > 0) await command(client, `DELETE FROM ${name} WHERE ${condition}`, {});
  }
}

const MILLISECOND_TABLES = new Set(Object.values(RAW_TABLES).map(({ name }) => name));

/** Raw tables have unix milliseconds, all others hours or dates, which both compare with a date. */
function isBefore(table: string, beforeMs: number): string {
  return MILLISECOND_TABLES.has(table) ? `time < ${beforeMs}` : `time < '${dateOf(beforeMs)}'`;
}

/** Ids of workspaces come from the service. What is not an id never becomes a part of a text. */
function quoteText(text: string): string {
  if (!/^[\w-]{1,64}$/.test(text)) throw new Error('a workspace id was expected');
  return `'${text}'`;
}
