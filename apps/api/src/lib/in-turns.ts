import { Pace } from './next-turn.js';

/*
 * What arrays do at once, in slices between which other requests are served. For lists that a
 * request may make very long.
 */

/** Calls `visit` for each item in turn. */
export async function eachInTurns<T>(
  items: Iterable<T>,
  visit: (item: T) => void,
  pace = new Pace(),
): Promise<void> {
  for (const item of items) {
    visit(item);
    if (pace.isDue()) await pace.rest();
  }
}

export async function mapInTurns<T, U>(
  items: Iterable<T>,
  map: (item: T) => U,
  pace = new Pace(),
): Promise<U[]> {
  const mapped: U[] = [];
  await eachInTurns(items, (item) => mapped.push(map(item)), pace);
  return mapped;
}

/** Few enough to be sorted within a slice. */
const SORTED_AT_ONCE = 500;

/**
 * A sorted copy, by code units of the text that `keyOf` gives. Equal ones keep their order. Short
 * runs are sorted at once and then merged.
 */
export async function sortInTurns<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  pace = new Pace(),
): Promise<T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < items.length; start += SORTED_AT_ONCE) {
    const run = items.slice(start, start + SORTED_AT_ONCE);
    runs.push(run.sort((a, b) => compare(keyOf(a), keyOf(b))));
    if (pace.isDue()) await pace.rest();
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let pair = 0; pair < runs.length; pair += 2) {
      merged.push(await merge(runs[pair] ?? [], runs[pair + 1] ?? [], { keyOf, pace }));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

const STEPS_PER_CHECK = 64;

async function merge<T>(
  first: readonly T[],
  second: readonly T[],
  { keyOf, pace }: { keyOf: (item: T) => string; pace: Pace },
): Promise<T[]> {
  const merged: T[] = [];
  const from = { first: 0, second: 0 };
  while (merged.length < first.length + second.length) {
    const [one, other] = [first[from.first], second[from.second]];
    const isOne =
      other === undefined || (one !== undefined && compare(keyOf(one), keyOf(other)) <= 0);
    if (isOne) from.first += 1;
    else from.second += 1;
    const next = isOne ? one : other;
    if (next !== undefined) merged.push(next);
    // A step costs less than reading the clock.
    if (merged.length % STEPS_PER_CHECK === 0 && pace.isDue()) await pace.rest();
  }
  return merged;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
