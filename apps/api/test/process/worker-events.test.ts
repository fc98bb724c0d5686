import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningService } from '@unlatch/testkit';
import { describe, expect, it, vi } from 'vitest';
import { freshDataDir, start, TWO_WORKERS, workerPids } from './harness.js';
import {
  countRecords,
  newDatabase,
  newKey,
  newProxiedDatabase,
  oneEach,
  startRecordedLoad,
} from './recorded-load.js';

const PATIENCE = { timeout: 30_000, interval: 20 };
const ROOT_KEY = 'unkey_of_the_worker_events';
/** About 22 KB in memory, so that some hundreds of events are more than half of what may wait. */
const TAGS = Array.from({ length: 20 }, (_, index) => `${index}`.padEnd(512, 'x'));

/** The folder of a worker below the data directory of its service, and the files in it. */
async function ownFiles(dataDir: string, pid: number) {
  const events = join(dataDir, 'events');
  const name = (await readdir(events)).find((folder) => folder.includes(`.${pid}.`)) ?? '';
  const folder = join(events, name);
  return { folder, spilled: (await readdir(folder)).filter((file) => file.endsWith('.jsonl')) };
}

/** Waits until both workers have recorded something. Otherwise one would stand for both. */
async function untilBothRecord(dataDir: string, service: RunningService) {
  const pids = workerPids(service);
  expect(pids).toHaveLength(2);
  for (const pid of pids) {
    const { folder } = await ownFiles(dataDir, pid);
    const hasRecorded = async () =>
      expect(await readFile(join(folder, 'unwritten'), 'utf8')).toMatch(/^\d+ [1-9]\d* \d+$/m);
    await vi.waitFor(hasRecorded, PATIENCE);
  }
}

describe('events of two workers under load', { timeout: 60_000 }, () => {
  it('are all stored after SIGTERM, one for each response', async () => {
    const { url, client } = await newDatabase();
    const dataDir = await freshDataDir();
    const service = await start({ ...TWO_WORKERS, DATABASE_URL: url, DATA_DIR: dataDir });
    const load = startRecordedLoad(service, await newKey(service));
    await untilBothRecord(dataDir, service);
    await vi.waitFor(() => expect(load.answered.limitChecks).toBeGreaterThan(200), PATIENCE);
    await service.stop();
    await load.over;
    expect(await countRecords(client)).toEqual(oneEach(load.answered));
    expect(await readdir(join(dataDir, 'events'))).toEqual([]);
  });

  it('wait on disk when SIGTERM finds no database, for the next start', async () => {
    const { url, client, proxy } = await newProxiedDatabase();
    const dataDir = await freshDataDir();
    const env = { ...TWO_WORKERS, DATA_DIR: dataDir, UNLATCH_ROOT_KEY: ROOT_KEY };
    const service = await start({ ...env, DATABASE_URL: proxy.url });
    const load = startRecordedLoad(service, await newKey(service));
    await untilBothRecord(dataDir, service);
    proxy.cut();
    const { limitChecks } = load.answered;
    await vi.waitFor(
      () => expect(load.answered.limitChecks).toBeGreaterThan(limitChecks + 100),
      PATIENCE,
    );
    await service.stop();
    await load.over;
    for (const pid of workerPids(service)) {
      expect((await ownFiles(dataDir, pid)).spilled).not.toEqual([]);
    }

    const next = await start({ ...env, DATABASE_URL: url });
    expect(next.stderr()).not.toContain('events_unwritten');
    const areWritten = async () =>
      expect(await countRecords(client)).toEqual(oneEach(load.answered));
    await vi.waitFor(areWritten, PATIENCE);
  });
});

describe('a worker that is killed while its events are in memory and on disk', () => {
  it('loses no more than the log says, and what was on disk is written', async () => {
    const { client, proxy } = await newProxiedDatabase();
    const dataDir = await freshDataDir();
    const service = await start({ ...TWO_WORKERS, DATABASE_URL: proxy.url, DATA_DIR: dataDir });
    const load = startRecordedLoad(service, await newKey(service), TAGS);
    await untilBothRecord(dataDir, service);
    proxy.cut();
    const [victim = 0] = workerPids(service);
    const hasSpilled = async () =>
      expect((await ownFiles(dataDir, victim)).spilled.length).toBeGreaterThan(2);
    await vi.waitFor(hasSpilled, PATIENCE);
    process.kill(victim, 'SIGKILL');
    await service.line(/"event":"worker_ended".*"signal":"SIGKILL"/);
    proxy.pass();

    // The process that takes over the folder of the killed worker logs the loss.
    const { atMost } = JSON.parse(await service.line(/"worker":\d+,"event":"events_unwritten"/));
    const { files } = JSON.parse(await service.line(/"worker":\d+,"event":"events_found"/));
    expect(files).toBeGreaterThan(2);
    await vi.waitFor(async () => expect(await ownFilesOfAll(dataDir)).toEqual([]), PATIENCE);
    await service.stop();
    await load.over;

    const { verifications, limitChecks, requests } = await countRecords(client);
    expect(requests).toBe(verifications + limitChecks);
    const { answered, broken } = load;
    const total = answered.verifications + answered.limitChecks;
    expect(requests).toBeLessThan(total);
    expect(requests).toBeGreaterThanOrEqual(total - atMost);
    expect(broken.verifications + broken.limitChecks).toBeGreaterThan(0);
  }, 60_000);
});

/** Files of all processes that wait for the database. */
async function ownFilesOfAll(dataDir: string): Promise<string[]> {
  const files = await readdir(join(dataDir, 'events'), { recursive: true });
  return files.filter((file) => file.endsWith('.jsonl'));
}
