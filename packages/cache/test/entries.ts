import type { Entry } from '../src/store.js';

const MINUTE_MS = 60_000;

/** An entry that is fresh for a minute and stale for another. */
export function entryOf<TValue>(value: TValue, times: Partial<Entry<TValue>> = {}): Entry<TValue> {
  const nowMs = Date.now();
  return { value, freshUntil: nowMs + MINUTE_MS, staleUntil: nowMs + 2 * MINUTE_MS, ...times };
}

export function expired<TValue>(value: TValue): Entry<TValue> {
  return entryOf(value, { freshUntil: Date.now() - 2, staleUntil: Date.now() - 1 });
}

export function stale<TValue>(value: TValue): Entry<TValue> {
  return entryOf(value, { freshUntil: Date.now() - 1 });
}
