import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { expectSumsToMatch, limitCheck } from '../../../test/events.js';
import {
  newRecorder,
  recordInTurn,
  recordMany,
  untilWritten,
  upTo,
  useRecorders,
} from '../../../test/recorders.js';
import { readProcessScope } from './process-scope.js';
import type { EventRecorder } from './recorder.js';

const test = useRecorders();

describe('a recorder that stops', () => {
  it('has written everything', async () => {
    const recorder = newRecorder(test.store.db, await test.openSpill());
    recordMany(recorder, 2500);
    recorder.limitCheck(limitCheck(), true);
    await recorder.stop();
    expect(await test.written()).toEqual(upTo(2500));
    expect(await readdir(test.dir)).toEqual([]);
  });

  it.each(['cut', 'stall'] as const)(
    'leaves on disk what a database that is %s does not take, for the next start',
    async (fault) => {
      const { db, proxy } = await test.openProxied();
      const recorder = newRecorder(db, await test.openSpill());
      recordMany(recorder, 1);
      await recorder.flush();
      proxy[fault]();
      await recordInTurn(recorder, 2000, 1);
      recordMany(recorder, 10, 2001);
      await recorder.stop();
      expect(recorder.stats.events).toMatchObject({ written: 1, spilled: 2010, lost: 0 });

      const spill = await test.openSpill();
      expect(spill.leftovers).toEqual({ unwritten: 0, files: 5 });
      const next = newRecorder(test.store.db, spill);
      await untilWritten(next, 2010);
      expect(await test.written()).toEqual(upTo(2011));
      await next.stop();
    },
  );

  it('leaves on disk what may be in the database, and the next start does not write it twice', async () => {
    const { db, proxy } = await test.openProxied();
    const recorder = newRecorder(db, await test.openSpill());
    recordMany(recorder, 1);
    await recorder.flush();
    recordMany(recorder, 10, 1);
    await test.flushUnheard(recorder, proxy);
    await recorder.stop();
    expect(recorder.stats.events).toMatchObject({ written: 1, spilled: 10, lost: 0 });
    await vi.waitFor(async () => expect(await test.written()).toHaveLength(11));

    const next = newRecorder(test.store.db, await test.openSpill());
    await untilWritten(next, 10);
    expect(await test.written()).toEqual(upTo(11));
    await expectSumsToMatch(test.store.db);
    await next.stop();
  });

  it('counts as lost what it can neither write nor spill', async () => {
    const { db, proxy } = await test.openProxied();
    proxy.cut();
    const recorder = newRecorder(db, undefined);
    recordMany(recorder, 10);
    await recorder.stop();
    recordMany(recorder, 1);
    expect(recorder.stats.events).toMatchObject({ written: 0, lost: 11 });
  });
});

describe('a start after a process that was killed', () => {
  /** The recorder is not stopped, so it leaves what a SIGKILL leaves. */
  async function abandon(): Promise<EventRecorder> {
    const { db, proxy } = await test.openProxied();
    const recorder = newRecorder(db, await test.openSpill());
    recordMany(recorder, 1000);
    await vi.waitFor(() => expect(recorder.stats.events.written).toBe(1000));
    proxy.cut();
    await recordInTurn(recorder, 5000, 1000);
    recordMany(recorder, 7, 6000);
    return recorder;
  }

  it('says how many events are lost at most, and not many more than that', async () => {
    const { buffered } = await abandon();
    const { leftovers } = await test.openSpill();
    expect(leftovers.files).toBeGreaterThan(0);
    expect(leftovers.unwritten).toBeGreaterThanOrEqual(buffered.count);
    expect(leftovers.unwritten).toBeLessThanOrEqual(buffered.count + 3 * 2000);
  });

  it('writes what was on disk, skips the line that was torn, and counts it', async () => {
    const killed = await abandon();
    const files = (await test.spilledFiles()).sort();
    const last = files.at(-1) ?? '';
    const text = await readFile(last, 'utf8');
    await writeFile(last, text.slice(0, -20));
    const next = newRecorder(test.store.db, await test.openSpill());
    await untilWritten(next, killed.stats.events.spilled - 1);
    expect(next.stats.events).toMatchObject({ damaged: 1, lost: 0 });
    expect(await test.written()).toHaveLength(1000 + killed.stats.events.spilled - 1);
    expect(await test.spilledFiles()).toEqual([]);
    await next.stop();
  });

  it('leaves alone the folder of a process that is alive', async () => {
    // The folder of the process that runs all the tests.
    const scope = await readProcessScope();
    const folder = path.join(test.dir, `${scope}.${process.ppid}.0123abcd`);
    await mkdir(folder);
    await writeFile(path.join(folder, 'verifications-000000001-0123abcd.jsonl'), '');
    await writeFile(path.join(folder, 'unwritten'), '1 5 0\n');
    const { leftovers } = await test.openSpill();
    expect(leftovers).toEqual({ unwritten: 0, files: 0 });
    expect(await readdir(folder)).toHaveLength(2);
  });

  it.each([
    { seconds: 30, leftovers: { unwritten: 0, files: 0 } },
    { seconds: 90, leftovers: { unwritten: 5, files: 1 } },
  ])(
    'takes a process on another machine for gone after a minute: $seconds s',
    async ({ seconds, leftovers }) => {
      const folder = path.join(test.dir, 'elsewhere.1.0123abcd');
      await mkdir(folder);
      await writeFile(path.join(folder, 'verifications-000000001-0123abcd.jsonl'), '{}\n');
      const journal = path.join(folder, 'unwritten');
      await writeFile(journal, '1 5 0\n');
      const time = (await stat(journal)).mtimeMs / 1000 - seconds;
      await utimes(journal, time, time);
      expect((await test.openSpill()).leftovers).toEqual(leftovers);
    },
  );
});
