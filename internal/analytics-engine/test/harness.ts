import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  ClickHouseLogLevel,
  createClient,
} from '@clickhouse/client';
import { onTestFinished, vi } from 'vitest';
import {
  type AnalyticsEngine,
  type AnalyticsEngineOptions,
  superviseEngine,
} from '../src/start-analytics-engine.js';
import type { EngineWatch } from '../src/supervise/engine-supervisor.js';
import type { EngineEvent } from '../src/supervise/events.js';
import { findTestEngine } from '../src/testing.js';

/** The child process runs as it was built: Node does not read TypeScript. */
const PROGRAM = fileURLToPath(new URL('../dist/child/main.js', import.meta.url));

const engine = await findTestEngine(process.env);
export const isMissing = engine.kind === 'missing';
export const whyMissing = engine.kind === 'missing' ? ` (no engine: ${engine.reason})` : '';
export const moduleDirectory = engine.kind === 'found' ? engine.moduleDirectory : '';

export const TABLE = 'events_raw';
const TABLES = [TABLE, 'events_rollup'];
const START_LIMIT_MS = 30_000;

export interface TestEngine extends AnalyticsEngine {
  readonly directory: string;
  readonly events: readonly EngineEvent[];
  /** The first event of this kind after the first `after` ones. */
  next<Kind extends EngineEvent['kind']>(
    kind: Kind,
    after?: number,
  ): Promise<Extract<EngineEvent, { kind: Kind }>>;
}

export async function makeTempDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'analytics-engine-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Supervises an engine until the end of the test, without waiting for it to serve. */
export function supervise(
  directory: string,
  options: Partial<AnalyticsEngineOptions> = {},
  watch?: EngineWatch,
): TestEngine {
  const started = superviseForFile(directory, options, watch);
  onTestFinished(() => started.stop());
  return started;
}

/** The same, for a whole file of tests. */
export function superviseForFile(
  directory: string,
  options: Partial<AnalyticsEngineOptions> = {},
  watch?: EngineWatch,
): TestEngine {
  const events: EngineEvent[] = [];
  const supervised = superviseEngine(
    {
      directory,
      moduleDirectory,
      tables: TABLES,
      ...options,
      onEvent: (event) => void events.push(event),
    },
    PROGRAM,
    watch,
  );
  return {
    directory,
    events,
    socketPath: supervised.socketPath,
    get state() {
      return supervised.state;
    },
    get figures() {
      return supervised.figures;
    },
    stop: () => supervised.stop(),
    async next(kind, after = 0) {
      type Wanted = Extract<EngineEvent, { kind: typeof kind }>;
      const isWanted = (event: EngineEvent): event is Wanted => event.kind === kind;
      return vi.waitFor(
        () => {
          const found = events.slice(after).find(isWanted);
          if (found === undefined) throw new Error(`no "${kind}" in ${JSON.stringify(events)}`);
          return found;
        },
        { interval: 5, timeout: START_LIMIT_MS },
      );
    },
  };
}

/** An engine that serves. */
export async function start(
  options: Partial<AnalyticsEngineOptions> & { readonly directory?: string } = {},
): Promise<TestEngine> {
  const started = supervise(options.directory ?? (await makeTempDirectory()), options);
  await started.next('ready');
  return started;
}

export function connect(
  socketPath: string,
  database = 'unlatch',
  options: ClickHouseClientConfigOptions = {},
): ClickHouseClient {
  // Node passes the path on to each connection, which its types do not say.
  const agentOptions = { socketPath, keepAlive: true };
  return createClient({
    url: 'http://localhost',
    database,
    http_agent: new Agent(agentOptions),
    request_timeout: 60_000,
    // Failures are what many tests are about.
    log: { level: ClickHouseLogLevel.OFF },
    ...options,
  });
}

export async function withClient<Result>(
  socketPath: string,
  database: string,
  use: (client: ClickHouseClient) => Promise<Result>,
): Promise<Result> {
  const client = connect(socketPath, database);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** One request without the client, for what the client would not send. */
export function send(
  socketPath: string,
  { path = '/', body = '', method = 'POST', headers = {}, signal }: SendOptions = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const req = request({ socketPath, path, method, headers, ...(signal && { signal }) }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () =>
        resolve({
          status: res.statusCode ?? 0,
          headers: res.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    req.on('error', reject);
    req.end(body);
  });
}

interface SendOptions {
  readonly path?: string;
  readonly body?: string | Buffer;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export const CREATE_EVENTS = `
  CREATE TABLE IF NOT EXISTS unlatch.${TABLE} (
    request_id String, time Int64, workspace_id LowCardinality(String),
    key_space_id LowCardinality(String), external_id String, outcome LowCardinality(String)
  ) ENGINE = MergeTree PARTITION BY toDate(fromUnixTimestamp64Milli(time, 'UTC'))
  ORDER BY (workspace_id, time)
  SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1`;

export async function createEvents(socketPath: string): Promise<void> {
  await withClient(socketPath, 'unlatch', (client) => client.command({ query: CREATE_EVENTS }));
}

export interface EventRow {
  readonly request_id: string;
  readonly time: number;
  readonly workspace_id: string;
  readonly key_space_id: string;
  readonly external_id: string;
  readonly outcome: string;
}

const DAY_START_MS = Date.UTC(2026, 10, 30);

export function eventRow(n: number, fields: Partial<EventRow> = {}): EventRow {
  return {
    request_id: `req_${n}`,
    time: DAY_START_MS + n,
    workspace_id: 'ws_one',
    key_space_id: 'ks_a',
    external_id: `${n}`,
    outcome: 'VALID',
    ...fields,
  };
}

export function batch(from: number, count: number, fields: Partial<EventRow> = {}): EventRow[] {
  return Array.from({ length: count }, (_, index) => eventRow(from + index, fields));
}

export async function insert(
  client: ClickHouseClient,
  rows: readonly EventRow[],
  token: string,
): Promise<void> {
  await client.insert({
    table: TABLE,
    values: [...rows],
    format: 'JSONEachRow',
    clickhouse_settings: { insert_deduplication_token: token },
  });
}

export async function select<Row>(client: ClickHouseClient, query: string): Promise<Row[]> {
  const result = await client.query({ query, format: 'JSONEachRow' });
  return result.json<Row>();
}

export async function count(client: ClickHouseClient, where = '1'): Promise<number> {
  const rows = await select<{ n: string }>(
    client,
    `SELECT toString(count()) AS n FROM unlatch.${TABLE} WHERE ${where}`,
  );
  return Number(rows[0]?.n);
}
