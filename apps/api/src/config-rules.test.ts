import { expect, it } from 'vitest';
import { readConfig } from './config.js';

it('needs nothing: an empty environment gives a service of this machine alone', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 7070,
    dataDir: undefined,
    databaseUrl: undefined,
    databasePoolMax: 10,
    databasePrepare: true,
    redisUrl: undefined,
    redisTimeoutMs: 150,
    rootKey: undefined,
    masterKeys: undefined,
    publicUrl: undefined,
    trustedProxies: [],
    allowInsecureLogin: false,
    corsOrigins: [],
    maxStalenessMs: 60_000,
    maxBodyBytes: 10_485_760,
    maxConnections: 10_000,
    maxConnectionsPerClient: 5000,
    documents: true,
    dashboard: true,
    keyCacheMax: 200_000,
    eventSpillMaxBytes: 1_073_741_824,
    workers: 1,
    allowLocalCounters: false,
    stopDelayMs: 0,
    metricsToken: undefined,
    auditRetentionMinDays: 30,
    deletedRetentionDays: 90,
    analytics: expect.objectContaining({ mode: 'auto', server: undefined }),
    region: '',
    requestLog: 'management',
    requestLogDays: 30,
    requestLogContents: false,
    logLevel: 'info',
  });
});

it('accepts several workers only if they count rate limits together, or may count separately', () => {
  expect(() => readConfig({ WORKERS: '2' })).toThrow(/WORKERS is more than 1 without REDIS_URL/);
  expect(readConfig({ WORKERS: '2', REDIS_URL: 'redis://127.0.0.1' }).workers).toBe(2);
  expect(readConfig({ WORKERS: '2', ALLOW_LOCAL_COUNTERS: 'true' }).workers).toBe(2);
});

it('cannot be changed once it is read', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});
