import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type MasterKeys, parseMasterKeys } from './engine/encryption/master-keys.js';
import { isIpRange } from './lib/ip-ranges.js';

/**
 * Everything that can be configured, read once from the environment. No other file looks at
 * `process.env`. A secret `NAME` may also come from the file that `NAME_FILE` names.
 */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** `undefined`: not configured, the service chooses a folder that PostgreSQL can use. */
  readonly dataDir: string | undefined;
  /** `undefined`: the service starts its own PostgreSQL below the data directory. */
  readonly databaseUrl: string | undefined;
  readonly databasePoolMax: number;
  readonly databasePrepare: boolean;
  readonly rootKey: string | undefined;
  /** `undefined`: there are no recoverable keys. */
  readonly masterKeys: MasterKeys | undefined;
  /** Base of the links in `error.type`; `undefined`: the address that the request was sent to. */
  readonly publicUrl: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly maxStalenessMs: number;
  readonly maxBodyBytes: number;
  readonly keyCacheMax: number;
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** Every problem of the configuration at once, each line naming its variable. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const read = createReader(env);
  const config: Config = {
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.integer('PORT', { fallback: 7070, min: 0, max: 65_535 }),
    dataDir: read.text('DATA_DIR', (value) => path.resolve(value)),
    databaseUrl: read.url('DATABASE_URL', ['postgres:', 'postgresql:']),
    databasePoolMax: read.integer('DATABASE_POOL_MAX', { fallback: 10, min: 2, max: 1000 }),
    databasePrepare: read.boolean('DATABASE_PREPARE', true),
    rootKey: read.secret('UNLATCH_ROOT_KEY', checkRootKey),
    masterKeys: readMasterKeys('MASTER_KEYS', read),
    publicUrl: read.url('PUBLIC_URL', ['http:', 'https:'])?.replace(/\/+$/, ''),
    trustedProxies: read.list('TRUSTED_PROXIES', checkProxies),
    corsOrigins: read.list('CORS_ORIGINS'),
    maxStalenessMs: read.integer('MAX_STALENESS_MS', {
      fallback: 60_000,
      min: 2000,
      max: 3_600_000,
    }),
    maxBodyBytes: read.integer('MAX_BODY_BYTES', {
      fallback: 10_485_760,
      min: 1024,
      max: 1_073_741_824,
    }),
    keyCacheMax: read.integer('KEY_CACHE_MAX', { fallback: 200_000, min: 100, max: 10_000_000 }),
    logLevel: read.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return Object.freeze(config);
}

/** Short keys can be guessed, and white space never survives an Authorization header. */
function checkRootKey(value: string): string | undefined {
  return /^[\x21-\x7e]{16,512}$/.test(value)
    ? undefined
    : 'must be 16 to 512 printable ASCII characters without spaces';
}

const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal'];

/** Whoever is trusted here can claim any address for its clients, so it must not be everybody. */
function checkProxies(entries: readonly string[]): string | undefined {
  const ranges = entries.filter((entry) => !PROXY_NAMES.includes(entry));
  const wrong = ranges.find((entry) => !isIpRange(entry) || /\/0+$/.test(entry));
  if (wrong === undefined) return undefined;
  return `must list addresses, CIDR ranges or ${PROXY_NAMES.join(', ')}, got "${wrong}"`;
}

function readMasterKeys(
  name: string,
  { secret, problems }: ReturnType<typeof createReader>,
): MasterKeys | undefined {
  const value = secret(name);
  if (value === undefined) return undefined;
  const parsed = parseMasterKeys(value);
  if ('masterKeys' in parsed) return parsed.masterKeys;
  problems.push(...parsed.problems.map((problem) => `${name} ${problem}`));
  return undefined;
}

function createReader(env: Readonly<Record<string, string | undefined>>) {
  const problems: string[] = [];
  const raw = (name: string): string | undefined => env[name]?.trim() || undefined;

  function text(name: string, convert: (value: string) => string = (value) => value) {
    const value = raw(name);
    return value === undefined ? undefined : convert(value);
  }

  function secret(name: string, check: (value: string) => string | undefined = () => undefined) {
    const file = raw(`${name}_FILE`);
    if (file !== undefined && raw(name) !== undefined) {
      problems.push(`${name} and ${name}_FILE are both set; keep one`);
      return undefined;
    }
    const value = file === undefined ? raw(name) : readSecretFile(name, file, problems);
    const problem = value === undefined ? undefined : check(value);
    if (problem !== undefined) problems.push(`${name} ${problem}`);
    return value;
  }

  function integer(name: string, bounds: { fallback: number; min: number; max: number }): number {
    const value = raw(name);
    if (value === undefined) return bounds.fallback;
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= bounds.min && number <= bounds.max) return number;
    problems.push(
      `${name} must be a whole number from ${bounds.min} to ${bounds.max}, got "${value}"`,
    );
    return bounds.fallback;
  }

  function choice<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const value = raw(name);
    const known = allowed.find((candidate) => candidate === value);
    if (value !== undefined && known === undefined) {
      problems.push(`${name} must be one of ${allowed.join(', ')}, got "${value}"`);
    }
    return known ?? fallback;
  }

  function boolean(name: string, fallback: boolean): boolean {
    return choice(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
  }

  // The value of a URL is never repeated: it may carry a password.
  function url(name: string, protocols: readonly string[]): string | undefined {
    const value = secret(name);
    if (value === undefined) return undefined;
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
    problems.push(
      `${name} must be a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    );
    return undefined;
  }

  function list(
    name: string,
    check: (entries: readonly string[]) => string | undefined = () => undefined,
  ): readonly string[] {
    const parts = raw(name)?.split(',') ?? [];
    const entries = parts.map((entry) => entry.trim()).filter((entry) => entry !== '');
    const problem = check(entries);
    if (problem !== undefined) problems.push(`${name} ${problem}`);
    return entries;
  }

  return { problems, text, secret, integer, choice, boolean, url, list };
}

function readSecretFile(name: string, file: string, problems: string[]): string | undefined {
  try {
    const value = readFileSync(file, 'utf8').trim();
    // Taken for "not configured", it would start an empty database, or make up another root key.
    if (value === '') problems.push(`${name}_FILE names an empty file`);
    return value || undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(`${name}_FILE cannot be read: ${reason}`);
    return undefined;
  }
}
