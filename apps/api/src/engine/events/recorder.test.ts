import { readdir, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { expectSumsToMatch, limitCheck, verification } from '../../../test/events.js';
import {
  BUFFER_BYTES,
  MB,
  newRecorder,
  recordInTurn,
  recordMany,
  untilWritten,
  upTo,
  useRecorders,
} from '../../../test/recorders.js';

const test = useRecorders();

const NOT_A_FOLDER = { code: 'ENOTDIR' };

describe('EventRecorder', () => {
  it('writes what several processes record at once, each event once', async () => {
    const recorders = [test.store.db, test.store.open(), test.store.open()].map((db) =>
      newRecorder(db, undefined),
    );
    recorders.forEach((recorder, index) => {
      recordMany(recorder, 2500, index * 2500);
      for (let check = 0; check < 500; check++) recorder.limitCheck(limitCheck(), true);
    });
    await Promise.all(recorders.map((recorder) => recorder.flush()));
    expect(await test.written()).toEqual(upTo(7500));
    await expectSumsToMatch(test.store.db);
  });

  it('writes a batch again when it cannot know that it was written, and counts it once', async () => {
    const { db, proxy } = await test.openProxied();
    const recorder = newRecorder(db, undefined);
    recordMany(recorder, 1);
    await recorder.flush();
    recordMany(recorder, 10, 1);
    await test.flushUnheard(recorder, proxy);
    await vi.waitFor(async () => expect(await test.written()).toHaveLength(11));
    proxy.pass();
    await recorder.flush();
    expect(await test.written()).toEqual(upTo(11));
    expect(recorder.stats.events).toMatchObject({ written: 11, lost: 0, failedWrites: 1 });
    await expectSumsToMatch(test.store.db);
  });

  it('keeps events in memory while the database is away, and on disk what does not fit there', async () => {
    const { db, proxy } = await test.openProxied();
    const recorder = newRecorder(db, await test.openSpill());
    proxy.cut();
    await recordInTurn(recorder, 10_000);
    expect(recorder.stats.events.spilled).toBeGreaterThan(5000);
    expect(recorder.spilledBytes).toBeGreaterThan(MB);

    proxy.pass();
    await untilWritten(recorder, 10_000);
    expect(await test.written()).toEqual(upTo(10_000));
    expect(recorder.spilledBytes).toBe(0);
    expect(await test.spilledFiles()).toEqual([]);
    expect(recorder.stats.events).toMatchObject({ lost: 0, damaged: 0 });
    await expectSumsToMatch(test.store.db);
    await recorder.stop();
    expect(await readdir(test.dir)).toEqual([]);
  });

  it('writes what is new while a database that is too slow holds up the rest', async () => {
    const { db, proxy } = await test.openProxied();
    const recorder = newRecorder(db, await test.openSpill());
    proxy.stall();
    await recordInTurn(recorder, 10_000);
    expect(recorder.stats.events.spilled).toBeGreaterThan(5000);
    proxy.pass();
    await untilWritten(recorder, 10_000);
    expect(await test.written()).toEqual(upTo(10_000));
    await recorder.stop();
  });

  it('loses the oldest and counts them when there is room neither in memory nor on disk', async () => {
    const { db, proxy } = await test.openProxied();
    proxy.cut();
    const spill = await test.openSpill(2 * MB);
    const recorder = newRecorder(db, spill);
    recordMany(recorder, 50_000);
    await vi.waitFor(() => expect(recorder.stats.events.spilled).toBeGreaterThan(0));
    recordMany(recorder, 50_000, 50_000);
    expect(recorder.buffered.bytes).toBeLessThanOrEqual(BUFFER_BYTES);
    expect(recorder.spilledBytes).toBeLessThanOrEqual(2 * MB);

    proxy.pass();
    const { lost } = recorder.stats.events;
    expect(lost).toBeGreaterThan(90_000);
    await untilWritten(recorder, 100_000 - lost);
    const kept = await test.written();
    expect(kept).toHaveLength(100_000 - lost);
    // The newest events without a gap; those spilled are older.
    expect(kept.slice(-2000)).toEqual(upTo(100_000).slice(-2000));
    await recorder.stop();
  });

  it('without a disk loses the oldest, and with a database again writes the rest', async () => {
    const { db, proxy } = await test.openProxied();
    proxy.cut();
    const recorder = newRecorder(db, undefined);
    recordMany(recorder, 50_000);
    await expect(recorder.flush()).rejects.toThrow();
    const { lost } = recorder.stats.events;
    proxy.pass();
    await recorder.flush();
    // The first batch was under way, so its events could not be lost.
    expect(await test.written()).toEqual([...upTo(500), ...upTo(50_000).slice(500 + lost)]);
  });

  it('writes the event of a key that is removed at the same moment', async () => {
    const { workspaceId, keyId } = await test.store.newKey(await test.store.newApi());
    const recorder = newRecorder(test.store.db, undefined);
    recordMany(recorder, 1);
    await recorder.flush();
    recorder.verification(verification({ workspaceId, keyId, latencyUs: 1 }));
    let flushed: Promise<void> | undefined;
    await test.store
      .open()
      .transaction()
      .execute(async (tx) => {
        await tx.deleteFrom('keys').where('id', '=', keyId).execute();
        flushed = recorder.flush();
        await test.store.untilWaiting(1);
      });
    await flushed;
    expect(await test.written()).toEqual([0, 1]);
    expect(recorder.stats.events).toMatchObject({ lost: 0, failedWrites: 0 });
  });

  it('finds the one event that the database refuses, and writes all others', async () => {
    const refused: unknown[] = [];
    const recorder = newRecorder(test.store.db, undefined, (reason) => refused.push(reason));
    recordMany(recorder, 500);
    recorder.verification(verification({ latencyUs: 2 ** 31 }));
    recordMany(recorder, 500, 500);
    await recorder.flush();
    expect(await test.written()).toEqual(upTo(1000));
    expect(recorder.stats.events).toMatchObject({ written: 1000, lost: 1, failedWrites: 0 });
    expect(refused).toHaveLength(1);
  });

  it('finds it among those that were on disk, too', async () => {
    const { db, proxy } = await test.openProxied();
    const refused: unknown[] = [];
    const onFailed = (reason: unknown) => refused.push(reason);
    const recorder = newRecorder(db, await test.openSpill());
    await recorder.flush();
    proxy.cut();
    recordMany(recorder, 300);
    recorder.verification(verification({ latencyUs: 2 ** 31 }));
    recordMany(recorder, 100, 300);
    await recorder.stop();
    expect(await test.spilledFiles()).toHaveLength(1);

    const next = newRecorder(test.store.db, await test.openSpill(), onFailed);
    await untilWritten(next, 400);
    expect(await test.written()).toEqual(upTo(400));
    expect(next.stats.events).toMatchObject({ written: 400, lost: 1, failedWrites: 0 });
    expect(refused).toHaveLength(1);
    expect(await test.spilledFiles()).toEqual([]);
    await expectSumsToMatch(test.store.db);
    await next.stop();
  });

  it('survives a disk that refuses: it says so, and goes on in memory', async () => {
    const { db, proxy } = await test.openProxied();
    proxy.cut();
    const failures: unknown[] = [];
    const spill = await test.openSpill();
    await rm(test.dir, { recursive: true });
    await writeFile(test.dir, 'a file in the place of the folder');
    const recorder = newRecorder(db, spill, (reason) => failures.push(reason));
    recordMany(recorder, 4000);
    await vi.waitFor(() => expect(failures).toContainEqual(expect.objectContaining(NOT_A_FOLDER)));
    proxy.pass();
    await recorder.flush();
    const { written: count, lost } = recorder.stats.events;
    expect(count + lost).toBe(4000);
  });
});
