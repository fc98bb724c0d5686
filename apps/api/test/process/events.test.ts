import { describe, expect, it, vi } from 'vitest';
import { freshDataDir, start } from './harness.js';
import {
  countRecords,
  newDatabase,
  newKey,
  newProxiedDatabase,
  oneEach,
  startRecordedLoad,
} from './recorded-load.js';

const ROOT_KEY = 'unkey_of_the_event_tests';

describe('events of a service under load', { timeout: 60_000 }, () => {
  it('are all stored after SIGTERM, one for each response', async () => {
    const { url, client } = await newDatabase();
    const service = await start({ DATABASE_URL: url });
    const load = startRecordedLoad(service, await newKey(service));
    await vi.waitFor(() => expect(load.answered.limitChecks).toBeGreaterThan(200), 30_000);
    await service.stop();
    await load.over;
    expect(await countRecords(client)).toEqual(oneEach(load.answered));
  });

  it('go to disk when SIGTERM finds no database, and into the database at the next start', async () => {
    const { url, client, proxy } = await newProxiedDatabase();
    const env = { DATA_DIR: await freshDataDir(), UNLATCH_ROOT_KEY: ROOT_KEY };
    const service = await start({ ...env, DATABASE_URL: proxy.url });
    const load = startRecordedLoad(service, await newKey(service));
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
    await vi.waitFor(
      async () => expect(await countRecords(client)).toEqual(oneEach(load.answered)),
      30_000,
    );
  });

  it('are lost after SIGKILL in no greater number than the next start reports', async () => {
    const { url, client, proxy } = await newProxiedDatabase();
    const env = { DATABASE_URL: url, DATA_DIR: await freshDataDir(), UNLATCH_ROOT_KEY: ROOT_KEY };
    const service = await start({ ...env, DATABASE_URL: proxy.url });
    const load = startRecordedLoad(service, await newKey(service));
    await vi.waitFor(() => expect(load.answered.limitChecks).toBeGreaterThan(100), 30_000);
    // Events of requests from now on can only be lost.
    proxy.cut();
    const { limitChecks: before } = load.answered;
    await vi.waitFor(() => expect(load.answered.limitChecks).toBeGreaterThan(before + 100), 30_000);
    await service.kill();
    await load.over;

    const next = await start(env);
    expect(next.stderr()).toContain('"event":"events_unwritten"');
    const { atMost } = JSON.parse(await next.line(/events_unwritten/));
    const { verifications, limitChecks, requests } = await countRecords(client);
    expect(requests).toBe(verifications + limitChecks);
    const { answered } = load;
    const missing = answered.verifications + answered.limitChecks - requests;
    expect(missing).toBeGreaterThan(0);
    expect(atMost).toBeGreaterThanOrEqual(missing);
    // The loss is reported once.
    await next.kill();
    const third = await start(env);
    expect(third.stderr()).not.toContain('events_unwritten');
  });
});
