import path from 'node:path';
import { defaultEngineDirectory } from '@unlatch/analytics-engine';
import type { EngineAddress } from './analytics/client.js';
import type { EnvReader } from './lib/env-reader.js';

/** How usage events get to an analytics engine, if at all. */
export interface AnalyticsConfig {
  /**
   * `auto`: the embedded engine, where the service runs its own PostgreSQL. `on`: also beside
   * another PostgreSQL, which only one machine may use then. `off`: no engine.
   */
  readonly mode: 'auto' | 'on' | 'off';
  /** `undefined`: the engine is the embedded one. */
  readonly server: Extract<EngineAddress, { kind: 'server' }> | undefined;
  /** The socket of an engine that another process runs. `undefined`: this process may run one. */
  readonly socketPath: string | undefined;
  /** The folder in which chDB is installed. */
  readonly moduleDirectory: string;
  /** `undefined`: a quarter of the memory of the machine, within bounds. */
  readonly memoryMaxBytes: number | undefined;
  /** For batches that wait in the database for the engine. */
  readonly outboxMaxBytes: number;
  /** How long delivered batches stay in the database, for an engine that loses its data. */
  readonly outboxKeptHours: number;
}

const GIBIBYTE = 1_073_741_824;

export function readAnalyticsConfig(
  read: EnvReader,
  env: Readonly<Record<string, string | undefined>>,
): AnalyticsConfig {
  const memory = read.integer('ANALYTICS_MEMORY_MAX_BYTES', {
    fallback: 0,
    min: 268_435_456,
    max: 1024 * GIBIBYTE,
  });
  return {
    mode: read.choice('ANALYTICS', ['auto', 'on', 'off'] as const, 'auto'),
    server: readServer(read),
    socketPath: read.text('ANALYTICS_SOCKET', (value) => path.resolve(value)),
    moduleDirectory:
      read.text('ANALYTICS_ENGINE_DIR', (value) => path.resolve(value)) ??
      defaultEngineDirectory(env),
    memoryMaxBytes: memory === 0 ? undefined : memory,
    outboxMaxBytes: read.integer('ANALYTICS_OUTBOX_MAX_BYTES', {
      fallback: 10 * GIBIBYTE,
      min: 1_048_576,
      max: 1024 * GIBIBYTE,
    }),
    outboxKeptHours: read.integer('ANALYTICS_OUTBOX_HOURS', {
      fallback: 48,
      min: 1,
      max: 24 * 3653,
    }),
  };
}

/** Messages never repeat a URL, because it may contain a password. */
function readServer(read: EnvReader): AnalyticsConfig['server'] {
  const protocols = ['http:', 'https:'];
  const url = read.url('CLICKHOUSE_URL', protocols);
  const readerUrl = read.url('CLICKHOUSE_READER_URL', protocols);
  const cluster = read.text('CLICKHOUSE_CLUSTER');
  if (url === undefined) {
    for (const [name, value] of Object.entries({
      CLICKHOUSE_READER_URL: readerUrl,
      CLICKHOUSE_CLUSTER: cluster,
    })) {
      if (value !== undefined) read.problems.push(`${name} needs CLICKHOUSE_URL`);
    }
    return undefined;
  }
  const names = [
    ['CLICKHOUSE_CLUSTER', cluster],
    ['CLICKHOUSE_READER_URL', userOf(readerUrl)],
  ] as const;
  for (const [name, value] of names) {
    if (value === undefined || NAME.test(value)) continue;
    read.problems.push(`${name} must have a name of letters, digits, _ and -`);
  }
  return { kind: 'server', url, readerUrl, cluster };
}

const NAME = /^[\w-]{1,64}$/;

function userOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : decodeURIComponent(new URL(url).username);
}
