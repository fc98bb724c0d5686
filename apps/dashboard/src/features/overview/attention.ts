/*
 * What on the overview needs a person. Everything is judged from figures that the service has
 * counted; nothing about a single key is worked out here.
 */

export interface KeyCounts {
  readonly apiId: string;
  readonly keys: number;
  readonly expired: number;
  readonly expiring: number;
  readonly exhausted: number;
  readonly unused: number;
  readonly isExact: boolean;
}

export type AttentionKind = 'expiring' | 'exhausted' | 'unused';

export interface Attention {
  readonly kind: AttentionKind;
  readonly count: number;
  /** false: there are at least so many. */
  readonly isExact: boolean;
  /** Where they are, the API with most of them first. */
  readonly apis: readonly { readonly apiId: string; readonly count: number }[];
}

/** In the order of how soon customers notice. */
const KINDS: readonly AttentionKind[] = ['exhausted', 'expiring', 'unused'];

export function attentionOf(counts: readonly KeyCounts[]): Attention[] {
  return KINDS.flatMap((kind) => {
    const apis = counts
      .filter((api) => api[kind] > 0)
      .toSorted((one, other) => other[kind] - one[kind])
      .map((api) => ({ apiId: api.apiId, count: api[kind] }));
    const count = sum(apis.map((api) => api.count));
    // An API that was not looked through to its end may have more of any kind.
    const isExact = counts.every((api) => api.isExact);
    return count === 0 ? [] : [{ kind, count, isExact, apis }];
  });
}

export interface Spike {
  readonly from: number;
  readonly to: number;
  readonly refused: number;
  readonly all: number;
  /** The usual share of refusals, from 0 to 1. */
  readonly usualShare: number;
}

interface OutcomeSeries {
  readonly buckets: readonly number[];
  readonly to: number;
  readonly series: readonly {
    readonly group?: string;
    readonly values: readonly (number | null)[];
  }[];
}

/** Fewer refusals than this are chance. */
const REFUSED_MIN = 20;
/** The share of a spike is so many times the usual one. */
const FACTOR = 3;
/** A share of less is no spike, however rare refusals are otherwise. */
const SHARE_MIN = 0.05;

/** The last bucket with far more refusals than the others have. */
export function findSpike({ buckets, to, series }: OutcomeSeries): Spike | undefined {
  const columns = buckets.map((from, index) => {
    const all = sum(series.map(({ values }) => values[index] ?? 0));
    const valid = series.find(({ group }) => group === 'VALID')?.values[index] ?? 0;
    return { from, to: buckets[index + 1] ?? to, all, refused: all - valid };
  });
  const all = sum(columns.map((column) => column.all));
  const refused = sum(columns.map((column) => column.refused));
  const spike = columns.findLast((column) => {
    const restAll = all - column.all;
    const usual = restAll === 0 ? 0 : (refused - column.refused) / restAll;
    const share = column.all === 0 ? 0 : column.refused / column.all;
    return (
      restAll > 0 && column.refused >= REFUSED_MIN && share >= SHARE_MIN && share > FACTOR * usual
    );
  });
  if (spike === undefined) return undefined;
  return { ...spike, usualShare: (refused - spike.refused) / (all - spike.all) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
