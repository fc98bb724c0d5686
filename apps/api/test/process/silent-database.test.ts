import { type RunningService, startService } from '@unlatch/testkit';
import type pg from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { call, freshDataDir, newApi, start, TWO_WORKERS } from './harness.js';
import {
  countRecords,
  newKey,
  newProxiedDatabase,
  oneEach,
  startRecordedLoad,
} from './recorded-load.js';

const ROOT_KEY = 'unkey_of_the_silent_database';

async function startBehindProxy(shape: Readonly<Record<string, string>> = {}) {
  const { url, client, proxy } = await newProxiedDatabase();
  const env = { ...shape, DATA_DIR: await freshDataDir(), UNLATCH_ROOT_KEY: ROOT_KEY };
  const service = await startService({ env: { ...env, DATABASE_URL: proxy.url } });
  onTestFinished(() => service.kill());
  const startNext = () => {
    // The server learns that the sessions are over, which hold the lock to count alone.
    proxy.cut();
    return start({ ...env, DATABASE_URL: url });
  };
  return { service, client, proxy, startNext };
}

/**
 * Verifies and checks what is in memory, so that there are events that the database never receives.
 */
async function startWarmLoad(service: RunningService) {
  const load = startRecordedLoad(service, await newKey(service));
  const untilMore = async () => {
    const { limitChecks } = load.answered;
    await vi.waitFor(
      () => expect(load.answered.limitChecks).toBeGreaterThan(limitChecks + 50),
      20_000,
    );
  };
  await untilMore();
  return { ...load, untilMore };
}

async function expectAllRecords(
  answered: ReturnType<typeof startRecordedLoad>['answered'],
  next: RunningService,
  client: pg.Client,
) {
  expect(next.stderr()).not.toContain('events_unwritten');
  await vi.waitFor(
    async () => expect(await countRecords(client)).toEqual(oneEach(answered)),
    30_000,
  );
}

describe('SIGTERM while the database is connected and silent', { timeout: 60_000 }, () => {
  it('ends the service in order and in time, with its events on disk', async () => {
    const { service, client, proxy, startNext } = await startBehindProxy();
    const load = await startWarmLoad(service);
    proxy.stall();
    await load.untilMore();
    await service.stop();
    await load.over;
    expect(service.stderr()).toMatch(/"event":"events_left","spilled":[1-9]\d*,"lost":0/);
    await expectAllRecords(load.answered, await startNext(), client);
  });

  it('of two workers gives up requests that only the database can answer, and loses no event', async () => {
    const { service, client, proxy, startNext } = await startBehindProxy(TWO_WORKERS);
    const apiId = await newApi(service);
    const load = await startWarmLoad(service);
    proxy.stall();
    const hopeless = call(service, 'keys.createKey', { apiId }).catch(() => 'no answer');
    await load.untilMore();
    await expect(service.stop()).rejects.toThrow('the service exited with code 1');
    expect(await hopeless).toBe('no answer');
    await load.over;
    expect(service.stderr()).toMatch(/"event":"stop_overdue","part":"requests"/);
    expect(service.stderr()).not.toContain('"part":"service"');
    expect(service.stderr()).toMatch(/"event":"events_left","spilled":[1-9]\d*,"lost":0/);
    await expectAllRecords(load.answered, await startNext(), client);
  });
});
