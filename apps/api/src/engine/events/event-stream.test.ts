import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  BATCH_EVENTS,
  DOWN,
  newStream,
  numbersOf,
  openSpill,
  REFUSED,
  turn,
} from '../../../test/event-stream.js';
import { BATCH_BYTES } from './event-batch.js';

describe('a stream that is OPEN', () => {
  it('writes a full batch at once, and the rest at the next tick', async () => {
    const { stream, stats, statements, push } = newStream();
    push(BATCH_EVENTS - 1);
    expect(statements).toHaveLength(0);
    push(2);
    expect(statements.map(({ batch }) => batch.count)).toEqual([BATCH_EVENTS]);
    statements[0]?.answer();
    await turn();
    expect(statements).toHaveLength(1);
    stream.tick();
    await turn();
    expect(statements[1]?.batch.count).toBe(1);
    statements[1]?.answer();
    await turn();
    expect(stats).toMatchObject({ written: BATCH_EVENTS + 1, lost: 0, failedWrites: 0 });
  });

  it('has one batch under way, whatever is pushed, ticked and flushed (invariant 4)', async () => {
    const { stream, statements, push } = newStream();
    push(3 * BATCH_EVENTS);
    stream.tick();
    const flushed = stream.flush();
    for (let sent = 1; sent <= 3; sent++) {
      await turn();
      expect(statements).toHaveLength(sent);
      expect(statements.filter(({ batch }) => batch.state === 'SENT')).toHaveLength(1);
      statements[sent - 1]?.answer();
    }
    await flushed;
  });

  it('after a failure asks the database once per tick, with the same batch (invariant 2)', async () => {
    const { stream, stats, statements, failures, push } = newStream();
    push(BATCH_EVENTS);
    statements[0]?.fail(DOWN);
    await turn();
    push(3 * BATCH_EVENTS);
    await turn();
    expect(statements).toHaveLength(1);
    stream.tick();
    await turn();
    expect(statements).toHaveLength(2);
    expect(statements[1]?.batch).toBe(statements[0]?.batch);
    statements[1]?.fail(DOWN);
    await turn();
    push(BATCH_EVENTS);
    expect(statements).toHaveLength(2);
    expect(failures).toEqual([DOWN]);
    expect(stats.failedWrites).toBe(2);
  });

  it('holds no more than its limit, beside the batches that are filled and under way (invariant 3)', () => {
    const bufferBytesMax = 4 * BATCH_BYTES;
    const { stream, stats, statements, push } = newStream({ bufferBytesMax });
    push(20 * BATCH_EVENTS + 1);
    expect(stream.buffered.bytes).toBeLessThanOrEqual(bufferBytesMax + BATCH_BYTES);
    const underWay = statements[0]?.batch.count ?? 0;
    expect(stream.buffered.count + stats.lost + underWay).toBe(20 * BATCH_EVENTS + 1);
  });

  it('spills the oldest, and reads them back when the database takes them', async () => {
    const spill = await openSpill();
    const bufferBytesMax = 4 * BATCH_BYTES;
    const { stream, stats, statements, push } = newStream({ spill, bufferBytesMax });
    push(4 * BATCH_EVENTS);
    await vi.waitFor(() => expect(stats.spilled).toBe(BATCH_EVENTS));
    for (let sent = 0; stats.written < 4 * BATCH_EVENTS; sent++) {
      await vi.waitFor(() => {
        stream.tick();
        expect(statements.length).toBeGreaterThan(sent);
      });
      statements[sent]?.answer();
      await vi.waitFor(() => expect(stats.written).toBe((sent + 1) * BATCH_EVENTS));
    }
    // The first batch was under way, so the second was the oldest in memory.
    expect(statements.map(({ batch }) => numbersOf(batch)[0])).toEqual([0, 1000, 1500, 500]);
  });
});

describe('invariant 1', () => {
  type Stream = ReturnType<typeof newStream>;
  type Step = (tools: Stream) => void;
  const endOldest = (end: (statement: Stream['statements'][number]) => void): Step => {
    return ({ statements }) => {
      const statement = statements.find(({ batch }) => batch.state === 'SENT');
      if (statement !== undefined) end(statement);
    };
  };
  const isRefused = (n: number) => n % 701 === 0;
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.nat(3 * BATCH_EVENTS).map(
      (count): Step =>
        ({ push }) =>
          push(count),
    ),
    fc.constant<Step>(({ stream }) => stream.tick()),
    fc.constant(
      endOldest(({ batch, answer, fail }) => {
        if (numbersOf(batch).some(isRefused)) fail(REFUSED);
        else answer();
      }),
    ),
    fc.constant(endOldest(({ fail }) => fail(DOWN))),
  );

  it('holds: every event is written once or counted as lost, whatever happens', async () => {
    const steps = fc.array(step, { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const tools = newStream({ bufferBytesMax: 4 * BATCH_BYTES });
        for (const run of script) {
          run(tools);
          await turn();
        }
        const { stream, stats, statements, push } = tools;
        await stream.stop(0);
        push(1);
        const over = statements.filter(({ batch }) => batch.state === 'WRITTEN');
        const written = over.flatMap(({ batch }) => numbersOf(batch));
        expect(new Set(written).size).toBe(written.length);
        expect(written).toHaveLength(stats.written);
        expect(stats.written + stats.lost).toBe(tools.pushedCount());
      }),
      { numRuns: 100 },
    );
  });
});
