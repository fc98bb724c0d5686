import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ImpossibleTransitionError } from '../../lib/state-machine.js';
import { EventBatch, parseEvents } from './event-batch.js';
import { EventBuffer } from './event-buffer.js';

const DAY_MS = 86_400_000;

const event = fc.record({
  timeMs: fc.nat(9 * DAY_MS),
  text: fc.string({ unit: 'binary', maxLength: 2000 }),
});
const events = fc.array(event, { maxLength: 30 });

function encode(value: { timeMs: number; text: string }) {
  return { json: JSON.stringify(value), timeMs: value.timeMs };
}

describe('a batch of events', () => {
  it('is a JSON array of exactly what was added, at any moment', () => {
    fc.assert(
      fc.property(events, (added) => {
        const batch = new EventBatch(Buffer.alloc(1_000_000));
        for (const [index, value] of added.entries()) {
          const { json, timeMs } = encode(value);
          batch.add(json, timeMs);
          expect(JSON.parse(batch.toJson().toString())).toEqual(added.slice(0, index + 1));
        }
        expect(batch.count).toBe(added.length);
        expect(new Set(batch.days)).toEqual(
          new Set(added.map(({ timeMs }) => Math.floor(timeMs / DAY_MS))),
        );
      }),
    );
  });

  it('can be cut in two, and holds the events it is made of, however large', () => {
    fc.assert(
      fc.property(events, (added) => {
        const batch = EventBatch.of(added.map(encode));
        const halves = batch.halves().map((half) => (half.count === 0 ? [] : readAll(half)));
        expect(halves.flat()).toEqual(added);
        expect(halves[0]?.length).toBe(Math.ceil(added.length / 2));
        expect(batch.startMs).toBe(added[0]?.timeMs ?? 0);
      }),
    );
  });

  it('torn anywhere, gives back all events but the torn one', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 10 }), fc.nat(), (added, cut) => {
        const bytes = EventBatch.of(added.map(encode)).toJson();
        const torn = bytes.subarray(0, cut % (bytes.length + 1)).toString();
        const { events: read, damaged } = parseEvents(torn);
        expect(read).toEqual(added.map(encode).slice(0, read.length));
        expect(damaged).toBeLessThanOrEqual(1);
        const ends = added.map((_, index) =>
          Buffer.byteLength(JSON.stringify(added.slice(0, index + 1))),
        );
        // A line break follows each comma, which is one byte more for each event before.
        expect(read.length).toBe(
          ends.filter((end, index) => torn !== '' && Buffer.byteLength(torn) >= end - 1 + index)
            .length,
        );
      }),
    );
  });

  it('is read in the format of an earlier version, one event in each line', () => {
    const text = '{"timeMs":1,"tags":["a"]}\n{"timeMs":2,"tags":[]}\n';
    expect(parseEvents(text)).toEqual({
      events: [
        { json: '{"timeMs":1,"tags":["a"]}', timeMs: 1 },
        { json: '{"timeMs":2,"tags":[]}', timeMs: 2 },
      ],
      damaged: 0,
    });
  });
});

describe('a buffer of events', () => {
  it('gives back in order what was added, none in two batches, and counts what it holds', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 300 }), fc.nat(300), (added, takeAt) => {
        const buffer = new EventBuffer();
        const taken: unknown[] = [];
        for (const [index, value] of added.entries()) {
          const { json, timeMs } = encode(value);
          buffer.add(json, timeMs);
          if (index === takeAt) takeOne(buffer, taken);
        }
        expect(buffer.count + taken.length).toBe(added.length);
        while (buffer.count > 0) takeOne(buffer, taken);
        expect(taken).toEqual(added);
        expect(buffer.bytes).toBe(0);
      }),
    );
  });

  it('does not mix the events of two batches when memory is reused', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 10 }), (groups) => {
        const buffer = new EventBuffer();
        for (const group of groups) {
          for (const value of group) buffer.add(encode(value).json, value.timeMs);
          const batch = buffer.take();
          if (batch === undefined) continue;
          const next = { timeMs: 1, text: 'of the next batch' };
          buffer.add(encode(next).json, next.timeMs);
          expect(readAll(batch)).toEqual(group);
          buffer.recycle(batch);
          const [later] = [buffer.take()].flatMap((one) => (one ? [readAll(one)] : []));
          expect(later).toEqual([next]);
        }
      }),
    );
  });

  it('takes an event that is larger than a batch', () => {
    const buffer = new EventBuffer();
    const large = { timeMs: 1, text: '€'.repeat(300_000) };
    for (const value of [{ timeMs: 0, text: '' }, large, { timeMs: 2, text: '' }]) {
      buffer.add(encode(value).json, value.timeMs);
    }
    const taken: unknown[] = [];
    for (let count = 0; count < 3; count++) takeOne(buffer, taken);
    expect(taken).toHaveLength(3);
    // Not `toEqual`: what it prints of a difference is as large as the event.
    expect(JSON.stringify(taken[1]) === JSON.stringify(large)).toBe(true);
  });
});

function takeOne(buffer: EventBuffer, taken: unknown[]) {
  const batch = buffer.take();
  if (batch !== undefined) taken.push(...readAll(batch));
}

function readAll(batch: EventBatch): unknown[] {
  return JSON.parse(batch.toJson().toString());
}

describe('the state of a batch', () => {
  const newBatch = () => EventBatch.of([encode({ timeMs: 0, text: '' })]);
  const OVER = ['WRITTEN', 'SPILLED', 'CUT', 'LOST'] as const;

  it('is FULL once it is closed, and again each time it is put back', () => {
    const buffer = new EventBuffer();
    buffer.add('{}', 0);
    const batch = buffer.take();
    expect(batch?.state).toBe('FULL');
    for (const state of ['SENT', 'SPILLING'] as const) {
      batch?.enter(state);
      if (batch !== undefined) buffer.putBack(batch);
      expect(buffer.take()).toBe(batch);
      expect(batch?.state).toBe('FULL');
    }
  });

  it('keeps its id and its events once it is FULL: later events go to another (invariant 2)', () => {
    const buffer = new EventBuffer();
    buffer.add('{"timeMs":1}', 1);
    const batch = buffer.take() ?? newBatch();
    const before = { id: batch.id, json: batch.toJson().toString() };
    batch.enter('SENT');
    buffer.putBack(batch);
    buffer.add('{"timeMs":2}', 2);
    expect(buffer.take()).toBe(batch);
    expect({ id: batch.id, json: batch.toJson().toString() }).toEqual(before);
    expect(buffer.take()?.id).not.toBe(batch.id);
  });

  it('cannot be put back while it waits', () => {
    const buffer = new EventBuffer();
    buffer.putBack(newBatch());
    const batch = buffer.takeFull() ?? newBatch();
    expect(() => buffer.putBack(batch)).toThrow(ImpossibleTransitionError);
  });

  it.each([
    { from: ['SENT'], to: 'WRITTEN' },
    { from: ['FULL', 'SPILLING'], to: 'SPILLED' },
    { from: ['SENT'], to: 'CUT' },
    { from: ['SENT'], to: 'LOST' },
    { from: ['FULL'], to: 'LOST' },
    { from: ['FULL', 'SPILLING'], to: 'LOST' },
  ] as const)('is over for good once it is $to (invariant 1)', ({ from, to }) => {
    const batch = newBatch();
    for (const state of from) batch.enter(state);
    batch.enter(to);
    for (const next of ['FILLING', 'FULL', 'SENT', 'SPILLING', ...OVER] as const) {
      expect(() => batch.enter(next)).toThrow(ImpossibleTransitionError);
    }
    expect(batch.state).toBe(to);
  });
});
