/*
 * The time that a page of usage is about, as its address has it: a preset that moves with the
 * present, or two moments that stay. What is not valid counts as absent, so an old link still opens.
 */

export const PRESETS = ['1h', '6h', '24h', '7d', '30d', '90d'] as const;
export type Preset = (typeof PRESETS)[number];

export interface RangeSearch {
  readonly range?: Preset;
  /** Unix time in milliseconds. Both or none. */
  readonly from?: number;
  readonly to?: number;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const LENGTHS_MS: Readonly<Record<Preset, number>> = {
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
};

export const USUAL_PRESET: Preset = '24h';

/** The end of a moving range stays the same for so long, so that charts of one page agree. */
const PACE_MS = 60_000;

export function readRange(raw: Readonly<Record<string, unknown>>): RangeSearch {
  const from = momentOf(raw['from']);
  const to = momentOf(raw['to']);
  if (from !== undefined && to !== undefined && from < to) return { from, to };
  const range = PRESETS.find((preset) => preset === raw['range']);
  return range === undefined ? {} : { range };
}

export function spanOf(search: RangeSearch, nowMs: number, usual: Preset = USUAL_PRESET): Span {
  if (search.from !== undefined && search.to !== undefined) {
    return { from: search.from, to: search.to };
  }
  const to = Math.ceil(nowMs / PACE_MS) * PACE_MS;
  return { from: to - LENGTHS_MS[search.range ?? usual], to };
}

/** The same length before it, to compare with. */
export function spanBefore({ from, to }: Span): Span {
  return { from: from - (to - from), to: from };
}

/** Whether its end is the present, so that its last bucket is not over. */
export function endsNow(search: RangeSearch): boolean {
  return search.to === undefined;
}

function momentOf(value: unknown): number | undefined {
  const moment = typeof value === 'string' ? Number(value) : value;
  if (typeof moment !== 'number' || !Number.isSafeInteger(moment) || moment < 0) return undefined;
  return moment;
}
