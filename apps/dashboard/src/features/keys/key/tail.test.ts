import { describe, expect, it } from 'vitest';
import type { VerificationEvent } from '../../../rpc/answers.js';
import { EMPTY_TAIL, pause, ROWS_MAX, ROWS_PER_READ, resume, takeRead } from './tail.js';

const event = (number: number): VerificationEvent => ({
  requestId: `req_${String(number).padStart(6, '0')}`,
  time: 1_000_000 + number,
  apiId: 'api_1',
  keyId: 'key_1',
  outcome: 'VALID',
  tags: [],
  spentCredits: 0,
  latencyMs: 0.1,
});
const events = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => event(from + index));
const read = (from: number, to: number, isCut = false) => ({ events: events(from, to), isCut });

describe('the live tail', () => {
  it('shows an event once, the newest on top', () => {
    const tail = takeRead(takeRead(EMPTY_TAIL, read(0, 3)), read(1, 5));
    expect(tail.rows.map(({ time }) => time - 1_000_000)).toEqual([4, 3, 2, 1, 0]);
    expect(tail.skipped).toBe(0);
  });

  it('keeps the same state if nothing is new', () => {
    const tail = takeRead(EMPTY_TAIL, read(0, 3));
    expect(takeRead(tail, read(0, 3))).toBe(tail);
  });

  it('shows the newest of a burst and counts the rest', () => {
    const tail = takeRead(takeRead(EMPTY_TAIL, read(0, 1)), read(1, ROWS_PER_READ + 31));
    expect(tail.rows[0]?.time).toBe(1_000_000 + ROWS_PER_READ + 30);
    expect(tail.skipped).toBe(30);
  });

  it('counts a cut page, but not the history before the first one', () => {
    const first = takeRead(EMPTY_TAIL, read(0, 10, true));
    expect(first.skipped).toBe(0);
    expect(takeRead(first, read(20, 30, true)).skipped).toBe(1);
  });

  it('counts nothing for a cut page that reaches the rows', () => {
    const first = takeRead(EMPTY_TAIL, read(0, 10));
    expect(takeRead(first, read(9, 30, true)).skipped).toBe(0);
  });

  it('is bounded', () => {
    let tail = EMPTY_TAIL;
    for (let start = 0; start < 1000; start += 50) tail = takeRead(tail, read(start, start + 50));
    expect(tail.rows).toHaveLength(ROWS_MAX);
  });

  it('does not move while it is paused, and then shows what waited', () => {
    const before = pause(takeRead(EMPTY_TAIL, read(0, 3)));
    const paused = takeRead(before, read(3, 6));
    expect(paused.rows).toBe(before.rows);
    expect(paused.waiting).toHaveLength(3);
    const tail = resume(paused);
    expect(tail.rows).toHaveLength(6);
    expect(tail.waiting).toHaveLength(0);
  });

  it('is bounded while it is paused, and counts what fell out', () => {
    let tail = pause(takeRead(EMPTY_TAIL, read(0, 1)));
    for (let start = 1; start <= 501; start += 50) tail = takeRead(tail, read(start, start + 50));
    expect(tail.waiting).toHaveLength(ROWS_MAX);
    expect(tail.skipped).toBe(550 - ROWS_MAX);
  });
});
