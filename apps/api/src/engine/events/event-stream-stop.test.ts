import { describe, expect, it, vi } from 'vitest';
import {
  BATCH_EVENTS,
  DOWN,
  newStream,
  openSpill,
  REFUSED,
  takeSpilled,
  turn,
} from '../../../test/event-stream.js';
import { ImpossibleTransitionError } from '../../lib/state-machine.js';

const LONG_MS = 60_000;

describe('a stream that is CLOSING', () => {
  it('writes what is in memory, and takes no more events', async () => {
    const { stream, stats, statements, push } = newStream();
    push(BATCH_EVENTS + 1);
    const stopped = stream.stop(LONG_MS);
    push(2);
    statements[0]?.answer();
    await turn();
    statements[1]?.answer();
    await stopped;
    expect(stats).toMatchObject({ written: BATCH_EVENTS + 1, lost: 2 });
  });

  it('reads no file back: those are for the next start', async () => {
    const spill = await openSpill();
    const first = newStream({ spill });
    first.push(3);
    await first.stream.stop(0);
    const { stream, statements, push } = newStream({ spill });
    push(1);
    stream.tick();
    const stopped = stream.stop(LONG_MS);
    await turn();
    statements[0]?.answer();
    await stopped;
    expect(statements).toHaveLength(1);
    expect((await takeSpilled(spill)).size).toBe(3);
  });

  it('is CLOSED by a write that fails, and spills the rest', async () => {
    const spill = await openSpill();
    const { stream, stats, statements, push } = newStream({ spill });
    push(2 * BATCH_EVENTS);
    const stopped = stream.stop(LONG_MS);
    statements[0]?.fail(DOWN);
    await turn();
    statements[1]?.fail(DOWN);
    await stopped;
    expect(statements).toHaveLength(2);
    expect(stats).toMatchObject({ written: 0, spilled: 2 * BATCH_EVENTS, lost: 0 });
  });

  it('cannot be stopped again, and neither can one that is CLOSED', async () => {
    const { stream } = newStream();
    const stopped = stream.stop(LONG_MS);
    await expect(stream.stop(LONG_MS)).rejects.toThrow(ImpossibleTransitionError);
    await stopped;
    await expect(stream.stop(LONG_MS)).rejects.toThrow(ImpossibleTransitionError);
  });
});

describe('a stream that is CLOSED', () => {
  it('has every event on disk when the database answers as the time ends (invariant 5)', async () => {
    const spill = await openSpill();
    const { stream, stats, statements, push } = newStream({ spill });
    push(5000);
    await vi.waitFor(() => expect(statements).toHaveLength(1));
    const stopped = stream.stop(0);
    // Timers run in order, so this one fires when the batch under way has just been given up. No
    // other statement is answered: the database is silent again.
    setTimeout(() => statements[0]?.answer(), 0);
    await stopped;
    expect((await takeSpilled(spill)).size).toBe(5000);
    expect(stats).toMatchObject({ written: 0, spilled: 5000, lost: 0 });
  });

  it('has counted as lost what did not fit on disk (invariant 5)', async () => {
    const { stream, stats, push } = newStream({ spill: await openSpill(0) });
    push(5000);
    await stream.stop(0);
    expect(stats).toMatchObject({ written: 0, spilled: 0, lost: 5000 });
  });

  it.each([
    { end: 'is answered', act: 'answer', reason: DOWN },
    { end: 'fails', act: 'fail', reason: DOWN },
    { end: 'is refused', act: 'fail', reason: REFUSED },
  ] as const)('is not changed by a statement that $end late', async ({ act, reason }) => {
    const { stream, stats, statements, push } = newStream();
    push(2 * BATCH_EVENTS);
    await stream.stop(0);
    statements[0]?.[act](reason);
    await turn();
    stream.tick();
    push(1);
    await turn();
    expect(statements).toHaveLength(1);
    expect(stats).toMatchObject({ written: 0, lost: 2 * BATCH_EVENTS + 1 });
    expect(stream.buffered).toEqual({ count: 0, bytes: 0 });
  });
});
