import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDatabaseProxy } from '@unlatch/testkit';
import { sql } from 'kysely';
import { beforeEach, expect, onTestFinished, vi } from 'vitest';
import { EventRecorder } from '../src/engine/events/recorder.js';
import { SpillFolder } from '../src/engine/events/spill-folder.js';
import { STOP_TIMES } from '../src/process/stop-times.js';
import { type Db, openDatabase } from '../src/store/database/database.js';
import { verification } from './events.js';
import { type Store, startStore } from './store.js';

export const MB = 1024 * 1024;
/** Room for about three thousand events, in batches of five hundred. */
export const BUFFER_BYTES = 1_048_576;

/** A database, a folder to spill to, and recorders on them; new ones for each test of the file. */
export function useRecorders() {
  const current: { store?: Store; dir?: string } = {};
  beforeEach(async () => {
    const store = await startStore();
    const dir = await mkdtemp(path.join(tmpdir(), 'unlatch-test-events-'));
    Object.assign(current, { store, dir });
    return async () => {
      await store.stop();
      await rm(dir, { recursive: true, force: true });
    };
  });
  const of = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('only within a test');
    return value;
  };
  return {
    get store() {
      return of(current.store);
    },
    get dir() {
      return of(current.dir);
    },
    openProxied: () => openProxied(of(current.store).url),
    openSpill: (bytesMax = 100 * MB) => openSpill(of(current.dir), bytesMax),
    flushUnheard: (recorder: EventRecorder, proxy: { cut(): void }) =>
      flushUnheard(of(current.store), recorder, proxy),
    written: () => written(of(current.store).db),
    spilledFiles: () => spilledFiles(of(current.dir)),
  };
}

/** A database behind a proxy, which can be made to fail. */
async function openProxied(url: string) {
  const proxy = await startDatabaseProxy(url);
  const db = openDatabase({
    connection: { connectionString: proxy.url },
    poolMax: 4,
    prepare: true,
    onConnectionLost: () => undefined,
  });
  onTestFinished(async () => {
    proxy.pass();
    await db.destroy();
    await proxy.close();
  });
  return { db, proxy };
}

async function openSpill(dir: string, bytesMax: number): Promise<SpillFolder> {
  const spill = await SpillFolder.open({ dir, bytesMax });
  onTestFinished(() => spill.journal.close());
  return spill;
}

export function newRecorder(
  db: Db,
  spill: SpillFolder | undefined,
  onFailed: (reason: unknown) => void = () => undefined,
) {
  return new EventRecorder({
    db,
    spill,
    bufferBytesMax: BUFFER_BYTES,
    stopLimitMs: STOP_TIMES.recordsMs,
    onFailed,
  });
}

/** Numbered events, so that those in the database can be told from the others. */
export function recordMany(recorder: EventRecorder, count: number, from = 0) {
  for (let index = from; index < from + count; index++) {
    recorder.verification(verification({ requestId: `req_${index}`, latencyUs: index }));
  }
}

/**
 * The statement arrives, and waits for a row that an earlier one has made. It will commit, but the
 * recorder never gets the result.
 */
async function flushUnheard(
  store: Store,
  recorder: EventRecorder,
  proxy: { cut(): void },
): Promise<void> {
  await store
    .open()
    .transaction()
    .execute(async (tx) => {
      await sql`select from verifications_per_hour for update`.execute(tx);
      const underWay = recorder.flush();
      await store.untilWaiting(1);
      proxy.cut();
      await expect(underWay).rejects.toThrow();
    });
}

async function written(db: Db): Promise<number[]> {
  const { rows } = await sql<{ latency_us: number }>`
    select latency_us from verifications order by latency_us`.execute(db);
  return rows.map((row) => row.latency_us);
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

async function spilledFiles(dir: string): Promise<string[]> {
  const files = await readdir(dir, { recursive: true });
  return files.filter((file) => file.endsWith('.jsonl')).map((file) => path.join(dir, file));
}

/** As in practice: between two batches there is time to spill one. */
export async function recordInTurn(recorder: EventRecorder, count: number, from = 0) {
  for (let index = from; index < from + count; index += 1000) {
    recordMany(recorder, Math.min(1000, from + count - index), index);
    await vi.waitFor(() => expect(recorder.buffered.bytes).toBeLessThanOrEqual(BUFFER_BYTES / 2));
  }
}

export async function untilWritten(recorder: EventRecorder, count: number) {
  const arrived = () => {
    recorder.tick();
    expect(recorder.stats.events.written).toBe(count);
  };
  await vi.waitFor(arrived, { timeout: 20_000, interval: 20 });
}
