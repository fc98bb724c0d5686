import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PacedLines } from './paced-lines.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function start() {
  const written: string[] = [];
  const lines = new PacedLines();
  const add = (cause: string, text = cause) =>
    lines.add(cause, (count) => written.push(`${text} ×${count}`));
  return { add, written };
}

it('writes the first event of a cause at once, and the others of a second as one line', () => {
  const { add, written } = start();
  for (const text of ['first', 'second', 'third']) add('away', text);
  expect(written).toEqual(['first ×1']);
  vi.advanceTimersByTime(1000);
  expect(written).toEqual(['first ×1', 'third ×2']);
});

it('writes nothing for a second without an event, and then the next one at once', () => {
  const { add, written } = start();
  add('away');
  vi.advanceTimersByTime(5000);
  add('away');
  expect(written).toEqual(['away ×1', 'away ×1']);
});

it('writes at most one line a second of a cause, however long it lasts', () => {
  const { add, written } = start();
  for (let tenth = 0; tenth < 100; tenth++) {
    add('away');
    vi.advanceTimersByTime(100);
  }
  expect(written).toHaveLength(11);
});

it('does not let one cause hide another', () => {
  const { add, written } = start();
  add('away');
  add('full');
  expect(written).toEqual(['away ×1', 'full ×1']);
});

it('counts causes beyond the first hundred together', () => {
  const { add, written } = start();
  for (let number = 0; number < 150; number++) add(`cause ${number}`);
  expect(written).toHaveLength(101);
  vi.advanceTimersByTime(1000);
  expect(written.slice(101)).toEqual(['cause 149 ×49']);
});
