import type { Metric } from './question.js';

/** The sums of one bucket and one group, from wherever they come. */
export interface SumRow {
  readonly bucketMs: number;
  /** False: the events of all groups without a series. Their `group` is empty. */
  readonly isTop: boolean;
  readonly group: string;
  readonly events: number;
  readonly credits: number;
  /** Milliseconds, of all events together. */
  readonly tookMs: number;
}

export interface Series {
  readonly group?: string;
  readonly isRest: boolean;
  readonly total: number | null;
  readonly values: readonly (number | null)[];
}

interface Asked {
  readonly metric: Metric;
  readonly startsMs: readonly number[];
  readonly isGrouped: boolean;
}

/**
 * Lays sums out in the buckets of a chart. A bucket without a row has no events. The series with the
 * most comes first, and those that have as much in the order of their groups.
 */
export function toSeries(rows: readonly SumRow[], asked: Asked): Series[] {
  const places = new Map(asked.startsMs.map((startMs, index) => [startMs, index]));
  const named = new Map<string, Sums[]>();
  const rest: Sums[] = [];
  if (!asked.isGrouped) named.set('', []);
  for (const { isTop, group, bucketMs, ...sums } of rows) {
    const index = places.get(bucketMs);
    if (index === undefined) throw new Error('a row of a chart is in none of its buckets');
    const buckets = isTop ? (named.get(group) ?? []) : rest;
    buckets[index] = plus(buckets[index], sums);
    if (isTop) named.set(group, buckets);
  }
  const series = [...named].map(([group, buckets]) => ({
    ...(asked.isGrouped ? { group } : {}),
    isRest: false,
    ...layOut(buckets, asked),
  }));
  series.sort((one, other) => other.size - one.size || compare(one.group, other.group));
  const last = rest.length === 0 ? [] : [{ isRest: true, ...layOut(rest, asked) }];
  return [...series, ...last].map(({ size: _size, ...one }) => one);
}

interface Sums {
  readonly events: number;
  readonly credits: number;
  readonly tookMs: number;
}

const NOTHING: Sums = { events: 0, credits: 0, tookMs: 0 };

function plus(one: Sums = NOTHING, other: Sums): Sums {
  return {
    events: one.events + other.events,
    credits: one.credits + other.credits,
    tookMs: one.tookMs + other.tookMs,
  };
}

function layOut(buckets: readonly Sums[], { metric, startsMs }: Asked) {
  const all = buckets.reduce((sum, one) => plus(sum, one), NOTHING);
  return {
    total: read(all, metric),
    values: startsMs.map((_, index) => read(buckets[index] ?? NOTHING, metric)),
    size: metric === 'credits' ? all.credits : all.events,
  };
}

function read({ events, credits, tookMs }: Sums, metric: Metric): number | null {
  switch (metric) {
    case 'verifications':
      return events;
    case 'credits':
      return credits;
    case 'latency':
      return events === 0 ? null : tookMs / events;
  }
}

function compare(one = '', other = ''): number {
  return one < other ? -1 : Number(one > other);
}
