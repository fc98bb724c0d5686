import { createDatabase, type RunningService, startDatabaseProxy } from '@unlatch/testkit';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { call, freshDataDir, newApi, start } from './harness.js';

const ROOT_KEY = 'unkey_of_the_event_tests';
const CALLERS = 8;

/** Verifies and checks until the service is gone. Counts what was answered. */
async function loadUntilGone(service: RunningService, key: string) {
  const answered = { verifications: 0, limitChecks: 0 };
  const check = { namespace: 'requests', identifier: 'user_42', limit: 100, duration: 60_000 };
  const callUntilItIsGone = async () => {
    for (;;) {
      const verified = await call(service, 'keys.verifyKey', { key }).catch(() => undefined);
      if (verified?.status !== 200) return;
      answered.verifications += 1;
      const limited = await call(service, 'ratelimit.limit', check).catch(() => undefined);
      if (limited?.status !== 200) return;
      answered.limitChecks += 1;
    }
  };
  const over = Promise.all(Array.from({ length: CALLERS }, callUntilItIsGone));
  return { answered, over };
}

async function newKey(service: RunningService): Promise<string> {
  const apiId = await newApi(service);
  return (await call(service, 'keys.createKey', { apiId })).data.key;
}

async function newDatabase() {
  const database = await createDatabase(inject('adminUrl'));
  onTestFinished(() => database.drop());
  const client = new pg.Client(database.url);
  await client.connect();
  onTestFinished(() => client.end());
  return { url: database.url, client };
}

async function countRows(client: pg.Client) {
  const { rows } = await client.query<{ verifications: number; limitChecks: number }>(
    `select (select count(*)::int from verifications) as verifications,
      (select count(*)::int from limit_checks) as "limitChecks"`,
  );
  return rows[0];
}

describe('records of a service under load', { timeout: 60_000 }, () => {
  it('are all there after SIGTERM, one for each answer', async () => {
    const { url, client } = await newDatabase();
    const service = await start({ DATABASE_URL: url });
    const load = await loadUntilGone(service, await newKey(service));
    await vi.waitFor(() => expect(load.answered.limitChecks).toBeGreaterThan(200), 30_000);
    await service.stop();
    await load.over;
    expect(await countRows(client)).toEqual(load.answered);
  });

  it('go to disk when SIGTERM finds no database, and into the database at the next start', async () => {
    const { url, client } = await newDatabase();
    const proxy = await startDatabaseProxy(url);
    onTestFinished(() => proxy.close());
    const env = { DATA_DIR: await freshDataDir(), UNLATCH_ROOT_KEY: ROOT_KEY };
    const service = await start({ ...env, DATABASE_URL: proxy.url });
    const load = await loadUntilGone(service, await newKey(service));
    await vi.waitFor(() => expect(load.answered.limitChecks).toBeGreaterThan(100), 30_000);
    proxy.cut();
    const { limitChecks } = load.answered;
    await vi.waitFor(() => expect(load.answered.limitChecks).toBeGreaterThan(limitChecks + 100), {
      timeout: 30_000,
    });
    await service.stop();
    await load.over;

    const next = await start({ ...env, DATABASE_URL: url });
    expect(next.stderr()).toContain('"event":"events_found"');
    expect(next.stderr()).not.toContain('events_unwritten');
    await vi.waitFor(async () => expect(await countRows(client)).toEqual(load.answered), 30_000);
  });

  it('are lost after SIGKILL by no more than the next start says', async () => {
    const { url, client } = await newDatabase();
    const dataDir = await freshDataDir();
    const env = { DATABASE_URL: url, DATA_DIR: dataDir, UNLATCH_ROOT_KEY: ROOT_KEY };
    const service = await start(env);
    const load = await loadUntilGone(service, await newKey(service));
    await vi.waitFor(() => expect(load.answered.limitChecks).toBeGreaterThan(200), 30_000);
    await service.kill();
    await load.over;

    const next = await start(env);
    const line = await next.line(/events_unwritten/);
    const { atMost } = JSON.parse(line);
    const { verifications, limitChecks } = (await countRows(client)) ?? load.answered;
    const { answered } = load;
    const missing = answered.verifications + answered.limitChecks - verifications - limitChecks;
    expect(atMost).toBeGreaterThanOrEqual(missing);
    // It is told once.
    await next.kill();
    const third = await start(env);
    expect(third.stderr()).not.toContain('events_unwritten');
  });
});
