import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { parseEvents } from './event-batch.js';
import { EventStream } from './event-stream.js';
import { SpillFolder } from './spill-folder.js';

/** A stream whose statements are answered when the test says so, and the numbers of its events. */
async function newStream() {
  const dir = await mkdtemp(path.join(tmpdir(), 'unlatch-test-stop-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const spill = await SpillFolder.open({ dir, bytesMax: 1e9 });
  const stats = { written: 0, spilled: 0, lost: 0, damaged: 0, failedWrites: 0 };
  const answers: (() => void)[] = [];
  const stream = new EventStream({
    name: 'verifications',
    spill,
    stats,
    bufferBytesMax: 32 * 1024 * 1024,
    insert: () => new Promise((resolve) => void answers.push(resolve)),
    onFailed: () => undefined,
  });
  const spilled = async () => {
    const numbers = new Set<number>();
    for (let file = spill.oldest('verifications'); file; file = spill.oldest('verifications')) {
      const { events } = parseEvents(await readFile(file.path, 'utf8'));
      for (const { json } of events) numbers.add(JSON.parse(json).n);
      await spill.remove('verifications', file);
    }
    return numbers;
  };
  return { stream, stats, answers, spilled };
}

it('has every event on disk or counted when the database answers as its patience ends', async () => {
  const { stream, stats, answers, spilled } = await newStream();
  for (let n = 0; n < 5000; n++) stream.push(JSON.stringify({ n, timeMs: 0 }), 0);
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  const stopped = stream.stop(0);
  // Timers run in order, so this one comes when the batch under way has just been given up. No
  // other statement is answered: the database is silent again.
  setTimeout(() => answers[0]?.(), 0);
  await stopped;
  expect((await spilled()).size).toBe(5000);
  expect(stats).toMatchObject({ written: 0, spilled: 5000, lost: 0 });
});
