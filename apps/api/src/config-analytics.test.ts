import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.js';

function problemsOf(env: Readonly<Record<string, string>>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

const SERVER = 'https://writer:secret@clickhouse.example:8443';

describe('the configuration of analytics', () => {
  it('is an embedded engine where there is a place for one, by default', () => {
    expect(readConfig({ XDG_CACHE_HOME: '/caches' }).analytics).toEqual({
      mode: 'auto',
      server: undefined,
      socketPath: undefined,
      moduleDirectory: '/caches/unlatch/chdb-3.4.0',
      memoryMaxBytes: undefined,
      outboxMaxBytes: 10_737_418_240,
      outboxKeptHours: 48,
    });
  });

  it('takes every variable', () => {
    const env = {
      ANALYTICS: 'on',
      ANALYTICS_ENGINE_DIR: 'some/where',
      ANALYTICS_MEMORY_MAX_BYTES: '1073741824',
      ANALYTICS_OUTBOX_MAX_BYTES: '1048576',
      ANALYTICS_OUTBOX_HOURS: '2160',
      ANALYTICS_SOCKET: '/run/engine.sock',
      CLICKHOUSE_URL: SERVER,
      CLICKHOUSE_READER_URL: 'https://reader:secret@clickhouse.example:8443',
      CLICKHOUSE_CLUSTER: 'main',
    };
    expect(readConfig(env).analytics).toEqual({
      mode: 'on',
      server: {
        kind: 'server',
        url: SERVER,
        readerUrl: env.CLICKHOUSE_READER_URL,
        cluster: 'main',
      },
      socketPath: '/run/engine.sock',
      moduleDirectory: resolve('some/where'),
      memoryMaxBytes: 1_073_741_824,
      outboxMaxBytes: 1_048_576,
      outboxKeptHours: 2160,
    });
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['an unknown mode', { ANALYTICS: 'yes' }, /ANALYTICS must be one of auto, on, off/],
    ['another protocol', { CLICKHOUSE_URL: 'tcp://x:9000' }, /CLICKHOUSE_URL must be a URL/],
    ['a blank server', { CLICKHOUSE_URL: ' ' }, /CLICKHOUSE_URL is empty/],
    ['a cluster without a server', { CLICKHOUSE_CLUSTER: 'a' }, /CLUSTER needs CLICKHOUSE_URL/],
    [
      'a cluster that is no name',
      { CLICKHOUSE_URL: SERVER, CLICKHOUSE_CLUSTER: 'a`b' },
      /CLUSTER must have a name/,
    ],
    [
      'a reader without a name',
      { CLICKHOUSE_URL: SERVER, CLICKHOUSE_READER_URL: 'https://clickhouse.example' },
      /READER_URL must have a name/,
    ],
    ['a region that is no name', { REGION: 'eu"1' }, /REGION must be 1 to 64/],
  ])('refuses %s, and repeats no secret', (_, env, problem) => {
    expect(problemsOf(env)).toMatch(problem);
    expect(problemsOf(env)).not.toContain('secret');
  });
});
