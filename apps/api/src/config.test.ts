import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigError, readConfig } from './config.js';

const ROOT_KEY = 'unkey_3ZHDUpgQX7VMsJx8';
type Env = Readonly<Record<string, string>>;

function problemsOf(env: Env): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n  - ').slice(1);
    throw error;
  }
  return [];
}

function fileWith(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'config-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'secret');
  writeFileSync(file, text);
  return file;
}

describe('readConfig', () => {
  it('takes every variable', () => {
    const env = {
      HOST: '0.0.0.0',
      PORT: '0',
      DATA_DIR: 'some/where',
      DATABASE_URL: 'postgres://unlatch:secret@db.example/unlatch?sslmode=verify-full',
      DATABASE_POOL_MAX: '2',
      DATABASE_PREPARE: 'false',
      REDIS_URL: 'rediss://:secret@cache.example',
      REDIS_TIMEOUT_MS: '10',
      UNLATCH_ROOT_KEY: ROOT_KEY,
      PUBLIC_URL: 'https://keys.example.com/base//',
      TRUSTED_PROXIES: ' 10.0.0.0/8, loopback ,::1,',
      ALLOW_INSECURE_LOGIN: 'true',
      CORS_ORIGINS: 'https://a.example,https://b.example',
      MAX_STALENESS_MS: '2000',
      MAX_BODY_BYTES: '1024',
      MAX_CONNECTIONS: '100',
      MAX_CONNECTIONS_PER_CLIENT: '10',
      DOCUMENTS: 'off',
      DASHBOARD: 'off',
      KEY_CACHE_MAX: '100',
      EVENT_SPILL_MAX_BYTES: '0',
      WORKERS: '4',
      ALLOW_LOCAL_COUNTERS: 'true',
      STOP_DELAY_MS: '5000',
      METRICS_TOKEN: 'token-of-16-chars',
      AUDIT_RETENTION_MIN_DAYS: '7',
      DELETED_RETENTION_DAYS: '0',
      ANALYTICS: 'off',
      REGION: 'eu-1',
      API_REQUEST_LOG: 'all',
      API_REQUEST_LOG_DAYS: '7',
      API_REQUEST_LOG_CONTENTS: 'true',
      LOG_LEVEL: 'silent',
    };
    expect(readConfig(env)).toEqual({
      host: '0.0.0.0',
      port: 0,
      dataDir: resolve('some/where'),
      databaseUrl: env.DATABASE_URL,
      databasePoolMax: 2,
      databasePrepare: false,
      redisUrl: {
        hosts: [{ host: 'cache.example', port: 6379 }],
        isEncrypted: true,
        password: 'secret',
        database: 0,
      },
      redisTimeoutMs: 10,
      rootKey: ROOT_KEY,
      publicUrl: 'https://keys.example.com/base',
      trustedProxies: ['10.0.0.0/8', 'loopback', '::1'],
      allowInsecureLogin: true,
      corsOrigins: ['https://a.example', 'https://b.example'],
      maxStalenessMs: 2000,
      maxBodyBytes: 1024,
      maxConnections: 100,
      maxConnectionsPerClient: 10,
      documents: false,
      dashboard: false,
      keyCacheMax: 100,
      eventSpillMaxBytes: 0,
      workers: 4,
      allowLocalCounters: true,
      stopDelayMs: 5000,
      metricsToken: 'token-of-16-chars',
      auditRetentionMinDays: 7,
      deletedRetentionDays: 0,
      analytics: expect.objectContaining({ mode: 'off' }),
      region: 'eu-1',
      requestLog: 'all',
      requestLogDays: 7,
      requestLogContents: true,
      logLevel: 'silent',
    });
  });

  it('treats an empty or blank variable as not set', () => {
    const blank = { PORT: '', HOST: '  ', UNLATCH_ROOT_KEY: '', DATA_DIR: '\t', LOG_LEVEL: '' };
    expect(readConfig(blank)).toEqual(readConfig({}));
  });

  it.each(['DATABASE_URL', 'REDIS_URL'])(
    'refuses %s when it is empty, rather than start with nothing in it, unless a file is named',
    (name) => {
      const problem = `${name} is empty; set it or unset it`;
      expect(problemsOf({ [name]: '' })).toEqual([problem]);
      expect(problemsOf({ [name]: ' \n' })).toEqual([problem]);
      const file = fileWith(name === 'REDIS_URL' ? 'redis://127.0.0.1' : 'postgres:///unlatch');
      expect(problemsOf({ [name]: '', [`${name}_FILE`]: file })).toEqual([]);
    },
  );

  it('reports all problems at once, each in a line that starts with its variable', () => {
    const wrong = {
      PORT: '99999',
      DATABASE_URL: 'mysql://db.example',
      DATABASE_POOL_MAX: 'ten',
      DATABASE_PREPARE: 'yes',
      REDIS_URL: 'cache.example:6379',
      UNLATCH_ROOT_KEY: 'short',
      PUBLIC_URL: 'keys.example.com',
      TRUSTED_PROXIES: '10.0.0.0/8,proxy.example',
      LOG_LEVEL: 'loud',
    };
    const problems = problemsOf({ ...wrong, UNKNOWN: 'ignored' });
    expect(problems.map((line) => line.split(' ')[0])).toEqual(Object.keys(wrong));
  });

  it.each<[Env, string]>([
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, got "65536"'],
    [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, got "-1"'],
    [{ PORT: '80.5' }, 'PORT must be a whole number from 0 to 65535, got "80.5"'],
    [{ PORT: '1e3' }, 'PORT must be a whole number from 0 to 65535, got "1e3"'],
    [
      { DATABASE_POOL_MAX: '1' },
      'DATABASE_POOL_MAX must be a whole number from 2 to 1000, got "1"',
    ],
    [{ DATABASE_PREPARE: 'TRUE' }, 'DATABASE_PREPARE must be one of true, false, got "TRUE"'],
    [
      { LOG_LEVEL: 'verbose' },
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, got "verbose"',
    ],
    [{ PUBLIC_URL: 'ftp://x' }, 'PUBLIC_URL must be a URL that starts with http:// or https://'],
    ...['https://x/?a=1', 'https://x/#top', 'https://x?'].map((url): [Env, string] => [
      { PUBLIC_URL: url },
      'PUBLIC_URL must not have a query or a fragment',
    ]),
    [
      { MAX_BODY_BYTES: '500000001' },
      'MAX_BODY_BYTES must be a whole number from 1024 to 500000000, got "500000001"',
    ],
    [
      { TRUSTED_PROXIES: '10.0.0.1,nonsense' },
      'TRUSTED_PROXIES must list addresses, CIDR ranges or loopback, linklocal, uniquelocal, got "nonsense"',
    ],
    [
      { TRUSTED_PROXIES: '0.0.0.0/0' },
      'TRUSTED_PROXIES must list addresses, CIDR ranges or loopback, linklocal, uniquelocal, got "0.0.0.0/0"',
    ],
    ...[
      '*',
      'null',
      'https://app.example.com/',
      'https://app.example.com:443',
      'https://App.example.com',
      'https://bücher.example',
      'https://*.example.com',
      'app.example.com',
      'localhost:3000',
      'file://',
    ].map((origin): [Env, string] => [
      { CORS_ORIGINS: `https://right.example,${origin},wrong.example` },
      `CORS_ORIGINS must list origins in the form in which browsers send them, such as https://app.example.com or http://localhost:3000, without wildcards, paths or a slash at the end, got "${origin}", "wrong.example"`,
    ]),
    [
      { UNLATCH_ROOT_KEY: 'fifteen_letters' },
      'UNLATCH_ROOT_KEY must be 16 to 512 printable ASCII characters without spaces',
    ],
    [
      { METRICS_TOKEN: 'a token with spaces' },
      'METRICS_TOKEN must be 16 to 512 printable ASCII characters without spaces',
    ],
  ])('refuses %j', (env, problem) => {
    expect(problemsOf(env)).toEqual([problem]);
  });
});

describe('a secret', () => {
  it('comes from the file that NAME_FILE names, without the white space around it', () => {
    const config = readConfig({
      UNLATCH_ROOT_KEY_FILE: fileWith(`\n${ROOT_KEY}\n`),
      DATABASE_URL_FILE: fileWith('postgresql:///unlatch\n'),
    });
    expect(config.rootKey).toBe(ROOT_KEY);
    expect(config.databaseUrl).toBe('postgresql:///unlatch');
  });

  it('is checked as strictly when it comes from a file', () => {
    expect(problemsOf({ UNLATCH_ROOT_KEY_FILE: fileWith('too short') })).toEqual([
      'UNLATCH_ROOT_KEY must be 16 to 512 printable ASCII characters without spaces',
    ]);
  });

  it('that is set in both ways is refused, since the service cannot tell which one was meant', () => {
    const env = { UNLATCH_ROOT_KEY: ROOT_KEY, UNLATCH_ROOT_KEY_FILE: fileWith(ROOT_KEY) };
    expect(problemsOf(env)).toEqual([
      'UNLATCH_ROOT_KEY and UNLATCH_ROOT_KEY_FILE are both set; keep one',
    ]);
  });

  it('whose file cannot be read is refused, and not treated as not set', () => {
    expect(problemsOf({ DATABASE_URL_FILE: '/nowhere/secret' })).toEqual([
      expect.stringMatching(/^DATABASE_URL_FILE cannot be read: ENOENT/),
    ]);
  });

  it.each(['', ' \n'])(
    'whose file holds only %j is refused, and not taken for one that is not set',
    (text) => {
      expect(problemsOf({ DATABASE_URL_FILE: fileWith(text) })).toEqual([
        'DATABASE_URL_FILE names an empty file',
      ]);
    },
  );

  it('is never part of a message', () => {
    const secret = fc.stringMatching(/^[\x21-\x7e]{8,40}$/).map((text) => `s3cret${text}`);
    const file = fileWith('');
    fc.assert(
      fc.property(secret, fc.boolean(), (text, inFile) => {
        const rootKey = `${text} ${text}`;
        const databaseUrl = `mysql://unlatch:${text}@db.example/`;
        writeFileSync(file, rootKey);
        const secretEnv = inFile ? { UNLATCH_ROOT_KEY_FILE: file } : { UNLATCH_ROOT_KEY: rootKey };
        const urls = { DATABASE_URL: databaseUrl, REDIS_URL: `redis:/unlatch:${text}@cache` };
        const problems = problemsOf({ ...secretEnv, ...urls, PORT: 'x' });
        expect(problems).toHaveLength(4);
        expect(problems.join('\n')).not.toContain(text);
      }),
    );
  });

  it('reports every problem of MASTER_KEYS, also from a file, and repeats nothing of it', () => {
    const secret = Buffer.alloc(32, 7).toString('base64');
    const problems = [
      'MASTER_KEYS entry 1 must have the form id:key',
      'MASTER_KEYS entry 2 must have 32 bytes in base64 after its id',
    ];
    const text = `${secret},a:${secret.slice(4)}`;
    expect(problemsOf({ MASTER_KEYS: text })).toEqual(problems);
    expect(problemsOf({ MASTER_KEYS_FILE: fileWith(`${text}\n`) })).toEqual(problems);
    const { masterKeys } = readConfig({ MASTER_KEYS_FILE: fileWith(`a:${secret}\n`) });
    expect(masterKeys?.first.key.export().toString('base64')).toBe(secret);
  });
});
