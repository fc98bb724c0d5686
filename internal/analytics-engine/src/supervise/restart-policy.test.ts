import { expect, test } from 'vitest';
import { CLEAN_RECORD, type EngineEnd, type EngineRecord, judgeEnd } from './restart-policy.js';

const SERVED_LONG: EngineEnd = { servedMs: 3_600_000, couldNotOpen: false };
const SERVED_BRIEFLY: EngineEnd = { servedMs: 10, couldNotOpen: false };
const DAMAGED: EngineEnd = { servedMs: undefined, couldNotOpen: true };
const OUT_OF_MEMORY: EngineEnd = { servedMs: undefined, couldNotOpen: false };

function judgeAll(ends: readonly EngineEnd[]) {
  let record: EngineRecord = CLEAN_RECORD;
  return ends.map((end) => {
    const judged = judgeEnd(record, end);
    record = judged.record;
    return judged;
  });
}

test('an engine that served for a while is replaced at once, however often', () => {
  const judged = judgeAll([SERVED_LONG, SERVED_LONG, SERVED_LONG]);
  expect(judged.map(({ afterMs }) => afterMs)).toEqual([0, 0, 0]);
});

test('the first early end is a mishap, and further ones make the pause longer, up to a bound', () => {
  const judged = judgeAll(Array.from({ length: 12 }, () => SERVED_BRIEFLY));
  expect(judged.map(({ afterMs }) => afterMs)).toEqual([
    0, 250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000,
  ]);
});

test('files that cannot be opened three times in a row are moved aside, once', () => {
  const judged = judgeAll([DAMAGED, DAMAGED, DAMAGED, DAMAGED, DAMAGED]);
  expect(judged.map(({ moveAside }) => moveAside)).toEqual([false, false, true, false, false]);
});

test('an engine that served, or a lack of memory, ends the series', () => {
  const judged = judgeAll([
    DAMAGED,
    DAMAGED,
    SERVED_BRIEFLY,
    DAMAGED,
    DAMAGED,
    OUT_OF_MEMORY,
    DAMAGED,
  ]);
  expect(judged.some(({ moveAside }) => moveAside)).toBe(false);
});
