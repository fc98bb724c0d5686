import { nowMs } from '../src/clock.js';
import type { Entry } from '../src/store.js';

const MINUTE_MS = 60_000;

/** An entry that is fresh for a minute and stale for another. */
export function entryOf<TValue>(value: TValue, times: Partial<Entry<TValue>> = {}): Entry<TValue> {
  const atMs = nowMs();
  return { value, freshUntil: atMs + MINUTE_MS, staleUntil: atMs + 2 * MINUTE_MS, ...times };
}

export function expired<TValue>(value: TValue): Entry<TValue> {
  return entryOf(value, { freshUntil: nowMs() - 2, staleUntil: nowMs() - 1 });
}

export function stale<TValue>(value: TValue): Entry<TValue> {
  return entryOf(value, { freshUntil: nowMs() - 1 });
}
