import type { RunningService } from '@unlatch/testkit';
import { describe, expect, inject, it, vi } from 'vitest';
import { call, newApi, start } from './harness.js';
import { wrongClock } from './wrong-clock.js';

const FIVE_MINUTES_MS = 300_000;

/** Several processes on one database, each with a wall clock that is wrong by its own amount. */
async function startAll(wrongByMs: readonly number[]): Promise<RunningService[]> {
  const services: RunningService[] = [];
  for (const wrong of wrongByMs) {
    const [first] = services;
    const shared: Record<string, string> =
      first?.databaseUrl === undefined
        ? {}
        : { DATABASE_URL: first.databaseUrl, UNLATCH_ROOT_KEY: first.rootKey };
    const env = {
      ...shared,
      ALLOW_LOCAL_COUNTERS: 'true',
      ...wrongClock(wrong),
    };
    services.push(await start(env, inject('adminUrl')));
  }
  return services;
}

async function codeAt(service: RunningService, key: string): Promise<string> {
  return (await call(service, 'keys.verifyKey', { key })).data.code;
}

async function windowEndAt(service: RunningService): Promise<number> {
  const check = { namespace: 'windows', identifier: 'anybody', limit: 100, duration: 60_000 };
  return (await call(service, 'ratelimit.limit', check)).data.reset;
}

/** The end of the window at each process, all asked within one window of the first. */
async function windowEnds(services: readonly RunningService[]): Promise<readonly number[]> {
  const [first] = services;
  if (first === undefined) throw new Error('a service was expected');
  for (;;) {
    const before = await windowEndAt(first);
    const ends = await Promise.all(services.map(windowEndAt));
    if ((await windowEndAt(first)) === before) return ends;
  }
}

describe('processes whose wall clocks are minutes apart', { timeout: 60_000 }, () => {
  it('agree on when a key expires, and on where windows end', async () => {
    const services = await startAll([-FIVE_MINUTES_MS, 0, FIVE_MINUTES_MS]);
    const [behind, right, ahead] = services as [RunningService, RunningService, RunningService];
    expect(new Set(await windowEnds(services)).size).toBe(1);

    const apiId = await newApi(right);
    const minutes = await call(right, 'keys.createKey', { apiId, expires: Date.now() + 120_000 });
    for (const service of services) expect(await codeAt(service, minutes.data.key)).toBe('VALID');
    const expires = Date.now() + 1500;
    const seconds = await call(right, 'keys.createKey', { apiId, expires });
    for (const service of [ahead, right, behind]) {
      const hasExpired = async () =>
        expect(await codeAt(service, seconds.data.key)).toBe('EXPIRED');
      await vi.waitFor(hasExpired, { timeout: 20_000, interval: 20 });
    }
    expect(Date.now()).toBeGreaterThanOrEqual(expires);
  });
});

describe('a wall clock that is set while the service runs', { timeout: 60_000 }, () => {
  it('changes nothing, back or forth', async () => {
    const services = await startAll([0, 0]);
    const [set, left] = services as [RunningService, RunningService];
    const apiId = await newApi(left);
    const { data } = await call(left, 'keys.createKey', { apiId, expires: Date.now() + 120_000 });
    for (const wrongByMs of [-60_000, 3_540_000, -3_660_000]) {
      process.kill(set.pid, 'SIGUSR2');
      await set.line(new RegExp(`"event":"clock_set","wrongByMs":${wrongByMs}}`));
      expect(new Set(await windowEnds([left, set])).size).toBe(1);
      expect(await codeAt(set, data.key)).toBe('VALID');
      const made = await call(set, 'apis.createApi', { name: 'Weather' });
      const shown = await call(left, 'apis.getApi', { apiId: made.data.apiId });
      expect(shown.status).toBe(200);
    }
  });
});
