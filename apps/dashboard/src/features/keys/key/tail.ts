import type { VerificationEvent } from '../../../rpc/answers.js';

/*
 * The live list of verifications.
 *
 * | state   | what arrives                                   | leaves it by              |
 * |---------|------------------------------------------------|---------------------------|
 * | RUNNING | new events come on top, the oldest fall out    | hover or the button       |
 * | PAUSED  | new events wait, the rows do not move          | the pointer leaves, the button |
 *
 * Invariants: an event is shown once; the newest is on top; at most `ROWS_MAX` rows; at most
 * `ROWS_PER_READ` new rows for one read, and every event that was left out is counted in `skipped`.
 */

export const ROWS_MAX = 200;
/** A read comes every two seconds: 50 rows a second are as many as eyes follow. */
export const ROWS_PER_READ = 100;

export interface Tail {
  readonly state: 'RUNNING' | 'PAUSED';
  readonly rows: readonly VerificationEvent[];
  /** Newer than all rows, while the tail is paused. */
  readonly waiting: readonly VerificationEvent[];
  readonly skipped: number;
}

export const EMPTY_TAIL: Tail = { state: 'RUNNING', rows: [], waiting: [], skipped: 0 };

/** What one read found. `isCut`: there are older events, for which the page had no room. */
export interface TailRead {
  readonly events: readonly VerificationEvent[];
  readonly isCut: boolean;
}

export function takeRead(tail: Tail, { events, isCut }: TailRead): Tail {
  const known = new Set([...tail.waiting, ...tail.rows].map(({ requestId }) => requestId));
  const fresh = events.filter(({ requestId }) => !known.has(requestId)).sort(newestFirst);
  if (fresh.length === 0) return tail;
  const taken = fresh.slice(0, ROWS_PER_READ);
  // Between a page that ends with a new event and the rows, at least one more may be missing. How
  // many, only a count of all could tell.
  const hasGap = isCut && fresh.length === events.length;
  const isFirst = known.size === 0;
  const lost = isFirst ? 0 : fresh.length - taken.length + (hasGap ? 1 : 0);
  const next = { ...tail, skipped: tail.skipped + lost };
  if (tail.state === 'RUNNING') {
    return { ...next, rows: [...taken, ...tail.rows].sort(newestFirst).slice(0, ROWS_MAX) };
  }
  const waiting = [...taken, ...tail.waiting].sort(newestFirst);
  const dropped = Math.max(0, waiting.length - ROWS_MAX);
  return { ...next, waiting: waiting.slice(0, ROWS_MAX), skipped: next.skipped + dropped };
}

export function pause(tail: Tail): Tail {
  return { ...tail, state: 'PAUSED' };
}

export function resume(tail: Tail): Tail {
  const rows = [...tail.waiting, ...tail.rows].sort(newestFirst).slice(0, ROWS_MAX);
  return { ...tail, state: 'RUNNING', rows, waiting: [] };
}

function newestFirst(one: VerificationEvent, other: VerificationEvent): number {
  return other.time - one.time || (one.requestId < other.requestId ? 1 : -1);
}
