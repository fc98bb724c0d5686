import { expect, it } from 'vitest';
import { SpareTime } from './spare-time.js';

/** How many requests of one millisecond each may begin now. */
function countOf(spareTime: SpareTime): number {
  let count = 0;
  while (spareTime.take(1)) count += 1;
  return count;
}

it('gives one twentieth of the time while the process is never idle', () => {
  const spareTime = new SpareTime();
  countOf(spareTime);
  spareTime.add({ passedMs: 1000, idleMs: 0 });
  expect(countOf(spareTime)).toBe(50);
});

it('gives far more than the idle time, because that is what becomes less if it is too much', () => {
  const spareTime = new SpareTime();
  countOf(spareTime);
  spareTime.add({ passedMs: 20, idleMs: 5 });
  expect(countOf(spareTime)).toBe(51);
});

it('saves no more than a tenth of a second for a flood', () => {
  const spareTime = new SpareTime();
  for (let tick = 0; tick < 100; tick++) spareTime.add({ passedMs: 50, idleMs: 50 });
  expect(countOf(spareTime)).toBe(100);
});

it('lets the next requests wait for what one has cost too much, at most for one second of debt', () => {
  const spareTime = new SpareTime();
  spareTime.charge(60_000);
  spareTime.add({ passedMs: 0, idleMs: 100 });
  expect(spareTime.take(1)).toBe(false);
  spareTime.add({ passedMs: 20, idleMs: 0 });
  expect(spareTime.take(1)).toBe(true);
});
