import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type EventBatch, parseEvents } from '../src/engine/events/event-batch.js';
import { EventStream } from '../src/engine/events/event-stream.js';
import { SpillFolder } from '../src/engine/events/spill-folder.js';

/** How many events of the size in these tests a batch holds. */
export const BATCH_EVENTS = 500;
export const DOWN = new Error('the database is down');
/** The error that PostgreSQL reports for a number that is too large. */
export const REFUSED = Object.assign(new Error('out of range'), { code: '22003' });

interface Statement {
  readonly batch: EventBatch;
  readonly answer: () => void;
  readonly fail: (reason: Error) => void;
}

const NAME = 'verifications';

/** A stream. The test says when its statements end, and how. */
export function newStream({
  spill,
  bufferBytesMax = 32 * 1024 * 1024,
}: {
  readonly spill?: SpillFolder;
  readonly bufferBytesMax?: number;
} = {}) {
  const stats = { written: 0, spilled: 0, lost: 0, damaged: 0, failedWrites: 0 };
  const statements: Statement[] = [];
  const failures: unknown[] = [];
  const stream = new EventStream({
    name: NAME,
    spill,
    stats,
    bufferBytesMax,
    insert: (batch) =>
      new Promise((resolve, reject) => statements.push({ batch, answer: resolve, fail: reject })),
    onFailed: (reason) => failures.push(reason),
  });
  let pushed = 0;
  const push = (count: number) => {
    for (const end = pushed + count; pushed < end; pushed++) {
      stream.push(JSON.stringify({ n: pushed, timeMs: 0 }), 0);
    }
  };
  return { stream, stats, statements, failures, push, pushedCount: () => pushed };
}

export async function openSpill(bytesMax = 1e9): Promise<SpillFolder> {
  const dir = await mkdtemp(path.join(tmpdir(), 'unlatch-test-stream-'));
  const spill = await SpillFolder.open({ dir, bytesMax });
  onTestFinished(async () => {
    await spill.journal.close();
    await rm(dir, { recursive: true, force: true });
  });
  return spill;
}

/** The numbers of the events on disk, which are then removed. */
export async function takeSpilled(spill: SpillFolder): Promise<Set<number>> {
  const numbers = new Set<number>();
  for (let file = spill.oldest(NAME); file; file = spill.oldest(NAME)) {
    for (const n of numbersIn(await readFile(file.path, 'utf8'))) numbers.add(n);
    await spill.remove(NAME, file);
  }
  return numbers;
}

export function numbersOf(batch: EventBatch): number[] {
  return numbersIn(batch.toJson().toString());
}

function numbersIn(text: string): number[] {
  return parseEvents(text).events.map(({ json }) => JSON.parse(json).n);
}

/** One iteration of the event loop. In it, the result of a statement arrives. */
export async function turn(): Promise<void> {
  await new Promise(setImmediate);
}
