/** One reading of another clock, between two of the monotonic clock of this process. */
export interface TimeSample {
  readonly sentMs: number;
  readonly receivedMs: number;
  /** What the other clock showed at some moment between the two. */
  readonly remoteMs: number;
}

/** How far the other clock is ahead of the monotonic one: at `atMs`, somewhere between these. */
export interface OffsetBounds {
  readonly minMs: number;
  readonly maxMs: number;
  readonly atMs: number;
}

/** NTP slews a clock by up to this much, and a clock that is left alone drifts less. */
const DRIFT = 0.0005;

/**
 * What is known after one more sample. A sample alone bounds the offset by its round trip, since
 * the other clock was read neither before the question nor after the answer. Bounds of earlier
 * samples hold as well, only wider by what the clocks may have drifted since. So the result is
 * never wider than the quickest round trip, and a slow one does no harm.
 *
 * Bounds that contradict each other mean that the other clock was set, or is another one now: then
 * only the new sample counts.
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

/** Off by no more than half of what lies between the bounds. */
export function likelyOffsetMs({ minMs, maxMs }: OffsetBounds): number {
  return (minMs + maxMs) / 2;
}
