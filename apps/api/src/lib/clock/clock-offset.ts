/** One reading of another clock, between two of the monotonic clock of this process. */
export interface TimeSample {
  readonly sentMs: number;
  readonly receivedMs: number;
  /** What the other clock showed at some moment between these two. */
  readonly remoteMs: number;
}

/**
 * How far the other clock is ahead of the monotonic one. At `atMs`, the offset is between these
 * bounds.
 */
export interface OffsetBounds {
  readonly minMs: number;
  readonly maxMs: number;
  readonly atMs: number;
}

/** NTP slews a clock by up to this much. A clock without NTP drifts less. */
const DRIFT = 0.0005;

/**
 * The bounds after one more sample. One sample alone bounds the offset by its round trip, because
 * the other clock was read neither before the question nor after the answer. The bounds of earlier
 * samples still hold, widened by what the clocks may have drifted since. So the result is never
 * wider than the quickest round trip, and a slow round trip does no harm.
 *
 * Bounds that contradict each other mean that the other clock was set, or was replaced by another
 * one. Then only the new sample counts.
 */
export function boundOffset(known: OffsetBounds | undefined, sample: TimeSample): OffsetBounds {
  const { sentMs, receivedMs, remoteMs } = sample;
  const measured = { minMs: remoteMs - receivedMs, maxMs: remoteMs - sentMs, atMs: receivedMs };
  if (known === undefined) return measured;
  const driftMs = Math.max(0, receivedMs - known.atMs) * DRIFT;
  const minMs = Math.max(measured.minMs, known.minMs - driftMs);
  const maxMs = Math.min(measured.maxMs, known.maxMs + driftMs);
  return minMs <= maxMs ? { minMs, maxMs, atMs: receivedMs } : measured;
}

/** Wrong by at most half of the distance between the bounds. */
export function likelyOffsetMs({ minMs, maxMs }: OffsetBounds): number {
  return (minMs + maxMs) / 2;
}
