import path from 'node:path';
import { type AnalyticsConfig, readAnalyticsConfig } from './config-analytics.js';
import { type MailConfig, readMailConfig } from './config-mail.js';
import { REQUEST_LOG_SCOPES, type RequestLogScope } from './domain/request-log/scope.js';
import { parseRedisUrl, type RedisAddress } from './engine/limiter/redis-address.js';
import { type MasterKeys, parseMasterKeys } from './engine/vault/master-keys.js';
import { createEnvReader, type EnvReader } from './lib/env-reader.js';
import { isIpRange } from './lib/ip-ranges.js';
import { OperatorError } from './lib/operator-error.js';

/**
 * The whole configuration, read once from the environment. No other file reads `process.env`. A
 * secret `NAME` may also come from the file that `NAME_FILE` names.
 */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** `undefined`: the service chooses a folder that PostgreSQL can use. */
  readonly dataDir: string | undefined;
  /** `undefined`: the service starts its own PostgreSQL below the data directory. */
  readonly databaseUrl: string | undefined;
  readonly databasePoolMax: number;
  readonly databasePrepare: boolean;
  /** `undefined`: rate limits are counted in memory. */
  readonly redisUrl: RedisAddress | undefined;
  /** How long a request waits for Redis. After that, this process decides by its own counts. */
  readonly redisTimeoutMs: number;
  readonly rootKey: string | undefined;
  /** `undefined`: there are no recoverable keys. */
  readonly masterKeys: MasterKeys | undefined;
  /** Base of the links in `error.type`; `undefined`: the address that the request was sent to. */
  readonly publicUrl: string | undefined;
  readonly trustedProxies: readonly string[];
  /** Whether people may log in over plain http at addresses that are not this machine. */
  readonly allowInsecureLogin: boolean;
  readonly corsOrigins: readonly string[];
  readonly maxStalenessMs: number;
  readonly maxBodyBytes: number;
  /** Open connections of this process, and of one client. */
  readonly maxConnections: number;
  readonly maxConnectionsPerClient: number;
  /** Whether the pages of documentation are served. */
  readonly documents: boolean;
  /** Whether the dashboard is served. */
  readonly dashboard: boolean;
  readonly keyCacheMax: number;
  /** For usage events of this process that wait on disk for the database. */
  readonly eventSpillMaxBytes: number;
  /** How many processes share the port, on one machine. */
  readonly workers: number;
  /** Whether several processes may each count rate limits separately. */
  readonly allowLocalCounters: boolean;
  /** The time before the port closes, in which load balancers see that the process will stop. */
  readonly stopDelayMs: number;
  /** `undefined`: the service does not show its metrics. */
  readonly metricsToken: string | undefined;
  /** The shortest retention of audit events that a workspace can choose. */
  readonly auditRetentionMinDays: number;
  /** How long deleted keys, identities and root keys stay in the database. 0: for ever. */
  readonly deletedRetentionDays: number;
  readonly analytics: AnalyticsConfig;
  /** `undefined`: no mail is sent. */
  readonly mail: MailConfig | undefined;
  /** Where this process serves, as its events say. Empty: they do not say it. */
  readonly region: string;
  /** Which requests the log of requests has. `management`: all but checks. */
  readonly requestLog: RequestLogScope;
  readonly requestLogDays: number;
  /** Whether it has headers and bodies, without secrets. */
  readonly requestLogContents: boolean;
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** All problems of the configuration at once, each in a line that names its variable. */
export class ConfigError extends OperatorError {
  constructor(problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }
}

export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const read = createEnvReader(env);
  const config: Config = {
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.integer('PORT', { fallback: 7070, min: 0, max: 65_535 }),
    dataDir: read.text('DATA_DIR', (value) => path.resolve(value)),
    databaseUrl: read.url('DATABASE_URL', ['postgres:', 'postgresql:']),
    databasePoolMax: read.integer('DATABASE_POOL_MAX', { fallback: 10, min: 2, max: 1000 }),
    databasePrepare: read.boolean('DATABASE_PREPARE', true),
    redisUrl: readRedisUrl('REDIS_URL', read),
    redisTimeoutMs: read.integer('REDIS_TIMEOUT_MS', { fallback: 150, min: 10, max: 10_000 }),
    rootKey: read.secret('UNLATCH_ROOT_KEY', checkBearer),
    masterKeys: readMasterKeys('MASTER_KEYS', read),
    publicUrl: readPublicUrl('PUBLIC_URL', read),
    trustedProxies: read.list('TRUSTED_PROXIES', checkProxies),
    allowInsecureLogin: read.boolean('ALLOW_INSECURE_LOGIN', false),
    corsOrigins: read.list('CORS_ORIGINS', checkOrigins),
    maxStalenessMs: read.integer('MAX_STALENESS_MS', {
      fallback: 60_000,
      min: 2000,
      max: 3_600_000,
    }),
    maxBodyBytes: read.integer('MAX_BODY_BYTES', {
      fallback: 10_485_760,
      min: 1024,
      max: BODY_BYTES_MAX,
    }),
    maxConnections: read.integer('MAX_CONNECTIONS', { fallback: 10_000, min: 100, max: 1_000_000 }),
    maxConnectionsPerClient: read.integer('MAX_CONNECTIONS_PER_CLIENT', {
      fallback: 5000,
      min: 10,
      max: 1_000_000,
    }),
    documents: read.choice('DOCUMENTS', ['on', 'off'] as const, 'on') === 'on',
    dashboard: read.choice('DASHBOARD', ['on', 'off'] as const, 'on') === 'on',
    keyCacheMax: read.integer('KEY_CACHE_MAX', { fallback: 200_000, min: 100, max: 10_000_000 }),
    eventSpillMaxBytes: read.integer('EVENT_SPILL_MAX_BYTES', {
      fallback: 1_073_741_824,
      min: 0,
      max: 1_099_511_627_776,
    }),
    workers: read.integer('WORKERS', { fallback: 1, min: 1, max: 256 }),
    allowLocalCounters: read.boolean('ALLOW_LOCAL_COUNTERS', false),
    stopDelayMs: read.integer('STOP_DELAY_MS', { fallback: 0, min: 0, max: 300_000 }),
    metricsToken: read.secret('METRICS_TOKEN', checkBearer),
    auditRetentionMinDays: read.integer('AUDIT_RETENTION_MIN_DAYS', {
      fallback: 30,
      min: 1,
      max: 3653,
    }),
    deletedRetentionDays: read.integer('DELETED_RETENTION_DAYS', {
      fallback: 90,
      min: 0,
      max: 3653,
    }),
    analytics: readAnalyticsConfig(read, env),
    mail: readMailConfig(read),
    region: read.text('REGION', checkedRegion(read)) ?? '',
    requestLog: read.choice('API_REQUEST_LOG', REQUEST_LOG_SCOPES, 'management'),
    requestLogDays: read.integer('API_REQUEST_LOG_DAYS', { fallback: 30, min: 1, max: 3653 }),
    requestLogContents: read.boolean('API_REQUEST_LOG_CONTENTS', false),
    logLevel: read.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  judgeTogether(config, env, read);
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return Object.freeze(config);
}

/** What no variable says alone. */
function judgeTogether(
  { redisUrl, allowLocalCounters, workers }: Config,
  env: Readonly<Record<string, string | undefined>>,
  read: EnvReader,
): void {
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'CLICKHOUSE_URL']) refuseBlank(name, env, read);
  const countsTogether = redisUrl !== undefined || allowLocalCounters;
  if (workers > 1 && !countsTogether) read.problems.push(SEPARATE_WORKERS);
}

/**
 * If a blank value meant "not configured", the service would start an empty database, or count rate
 * limits separately.
 */
function refuseBlank(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  { problems }: EnvReader,
): void {
  const isBlank = env[name]?.trim() === '';
  if (isBlank && !env[`${name}_FILE`]?.trim())
    problems.push(`${name} is empty; set it or unset it`);
}

const SEPARATE_WORKERS =
  'WORKERS is more than 1 without REDIS_URL: each worker would count rate limits for itself, and all together would let through that many times the limit; set ALLOW_LOCAL_COUNTERS=true if that is acceptable';

/** The name goes into each event, and into the queries of those who read them. */
function checkedRegion({ problems }: EnvReader): (value: string) => string {
  return (value) => {
    if (!/^[\w.-]{1,64}$/.test(value))
      problems.push('REGION must be 1 to 64 letters, digits, -, _ and .');
    return value;
  };
}

/** A body becomes one string, and V8 creates none of more than 2^29 - 24 characters. */
const BODY_BYTES_MAX = 500_000_000;

/** Paths are appended to this URL, so it must not have a query or a fragment. */
function readPublicUrl(name: string, { url, problems }: EnvReader): string | undefined {
  const value = url(name, ['http:', 'https:']);
  if (value === undefined || !/[?#]/.test(value)) return value?.replace(/\/+$/, '');
  problems.push(`${name} must not have a query or a fragment`);
  return undefined;
}

/** Short keys can be guessed, and an Authorization header does not keep white space. */
function checkBearer(value: string): string | undefined {
  return /^[\x21-\x7e]{16,512}$/.test(value)
    ? undefined
    : 'must be 16 to 512 printable ASCII characters without spaces';
}

const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/** A trusted proxy can claim any address for its clients, so not every address may be trusted. */
function checkProxies(entries: readonly string[]): string | undefined {
  const ranges = entries.filter((entry) => !PROXY_NAMES.includes(entry));
  const wrong = ranges.find((entry) => !isIpRange(entry) || /\/0+$/.test(entry));
  if (wrong === undefined) return undefined;
  return `must list addresses, CIDR ranges or ${PROXY_NAMES.join(', ')}, got "${wrong}"`;
}

/** A browser sends an origin in exactly this form. Any other entry would never match a request. */
function checkOrigins(entries: readonly string[]): string | undefined {
  const wrong = entries.filter((entry) => !isOrigin(entry)).map((entry) => `"${entry}"`);
  if (wrong.length === 0) return undefined;
  return `must list origins in the form in which browsers send them, such as https://app.example.com or http://localhost:3000, without wildcards, paths or a slash at the end, got ${wrong.join(', ')}`;
}

/** `URL` gives no origin for `app://` and similar schemes, but the browsers in such programs do. */
function isOrigin(entry: string): boolean {
  if (!URL.canParse(entry) || entry.includes('*')) return false;
  const { protocol, host } = new URL(entry);
  return host !== '' && entry === `${protocol}//${host}`;
}

// Messages never repeat the value, because it may contain a password.
function readRedisUrl(name: string, { secret, problems }: EnvReader): RedisAddress | undefined {
  const value = secret(name);
  const address = value === undefined ? undefined : parseRedisUrl(value);
  if (value !== undefined && address === undefined) {
    problems.push(
      `${name} must be redis://[user:password@]host[:port][/database], with rediss:// for TLS and with several hosts, separated by commas, for the nodes of a Cluster; @, : and / in a password are written %40, %3A and %2F`,
    );
  }
  return address;
}

function readMasterKeys(name: string, { secret, problems }: EnvReader): MasterKeys | undefined {
  const value = secret(name);
  if (value === undefined) return undefined;
  const parsed = parseMasterKeys(value);
  if ('masterKeys' in parsed) return parsed.masterKeys;
  problems.push(...parsed.problems.map((problem) => `${name} ${problem}`));
  return undefined;
}
