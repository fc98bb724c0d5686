import type { Reader } from './search-params.js';

/*
 * The time that a chart is about, as its page has it in the address: `24h`, or two moments that a
 * reader has dragged over, `1764460800000-1764547200000`.
 */

export interface Span {
  readonly from: number;
  readonly to: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const PRESETS = [
  { id: '1h', label: 'Last hour', ms: HOUR_MS },
  { id: '6h', label: 'Last 6 hours', ms: 6 * HOUR_MS },
  { id: '24h', label: 'Last 24 hours', ms: DAY_MS },
  { id: '3d', label: 'Last 3 days', ms: 3 * DAY_MS },
  { id: '7d', label: 'Last 7 days', ms: 7 * DAY_MS },
  { id: '30d', label: 'Last 30 days', ms: 30 * DAY_MS },
  { id: '90d', label: 'Last 90 days', ms: 90 * DAY_MS },
] as const;

export const USUAL_RANGE = '24h';

export const readRange: Reader<string> = (raw) => {
  if (typeof raw !== 'string') return undefined;
  return PRESETS.some(({ id }) => id === raw) || spanIn(raw) !== undefined ? raw : undefined;
};

/** A preset ends at the last whole minute, so that the same minute gives the same answer. */
export function spanOf(range: string | undefined, nowMs: number): Span {
  const chosen = spanIn(range ?? '');
  if (chosen !== undefined) return chosen;
  const preset = PRESETS.find(({ id }) => id === (range ?? USUAL_RANGE));
  const to = Math.ceil(nowMs / 60_000) * 60_000;
  return { from: to - (preset?.ms ?? DAY_MS), to };
}

export function rangeOf({ from, to }: Span): string {
  return `${from}-${to}`;
}

function spanIn(range: string): Span | undefined {
  const [, from, to] = /^(\d{12,14})-(\d{12,14})$/.exec(range) ?? [];
  if (from === undefined || to === undefined || Number(from) >= Number(to)) return undefined;
  return { from: Number(from), to: Number(to) };
}
