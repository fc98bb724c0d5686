/** The lifetime of a value, in milliseconds from when it was set. */
export interface Lifetime {
  /** During this time the value is returned without a reload. */
  fresh: number;
  /** During this time it is returned while a new one is loaded. At least `fresh`. */
  stale: number;
}

export function lifetimeMistake({ fresh, stale }: Lifetime): string | undefined {
  if (!isDuration(fresh)) return `fresh must be a number of milliseconds, not ${fresh}`;
  if (!isDuration(stale)) return `stale must be a number of milliseconds, not ${stale}`;
  if (fresh > stale) {
    return `fresh (${fresh} ms) is longer than stale (${stale} ms), and both count from the moment a value is set; a value cannot be fresh once it has expired`;
  }
  return undefined;
}

/** Finite, because the stores could not store an infinite time. */
function isDuration(ms: number): boolean {
  return Number.isFinite(ms) && ms >= 0;
}
