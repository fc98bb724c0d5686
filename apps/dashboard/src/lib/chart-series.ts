import { outcomeLook } from '@unlatch/ui';
import type { Bucket, Series } from '@unlatch/ui/charts';
import type { DataOf } from '../rpc/call.js';

/** What the analytics operations answer, as charts draw it. */

type SeriesAnswer = DataOf<'analytics.series'>;

export function bucketsOf({ buckets, to }: Pick<SeriesAnswer, 'buckets' | 'to'>): Bucket[] {
  return buckets.map((from, index) => ({ from, to: buckets[index + 1] ?? to }));
}

/** A series for each outcome, VALID at the bottom of the bars. */
export function outcomeSeriesOf({ series }: Pick<SeriesAnswer, 'series'>): Series[] {
  return [...series]
    .sort((one, other) => rankOf(one.group) - rankOf(other.group))
    .map(({ group = '', values }) => ({ id: group, values, ...outcomeLook(group) }));
}

const RANKS = [
  'VALID',
  'RATE_LIMITED',
  'USAGE_EXCEEDED',
  'INSUFFICIENT_PERMISSIONS',
  'FORBIDDEN',
  'DISABLED',
  'EXPIRED',
  'NOT_FOUND',
];

function rankOf(outcome = ''): number {
  const rank = RANKS.indexOf(outcome);
  return rank < 0 ? RANKS.length : rank;
}

export interface Totals {
  readonly all: number;
  readonly refused: number;
}

export function totalsOf({ series }: Pick<SeriesAnswer, 'series'>): Totals {
  const all = series.reduce((sum, { total }) => sum + (total ?? 0), 0);
  const valid = series.find(({ group }) => group === 'VALID')?.total ?? 0;
  return { all, refused: all - valid };
}
