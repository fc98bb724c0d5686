import { type Clock, createClock } from './clock.js';
import { boundOffset, likelyOffsetMs, type OffsetBounds, type TimeSample } from './clock-offset.js';

/** A clock that several processes share: each of them follows the same other clock. */
export interface AgreedClock extends Clock {
  /** Records what the other clock showed. Before the first call, `nowMs` throws. */
  observe(sample: TimeSample): void;
}

/**
 * The time of another machine, computed in this process: its monotonic clock plus the offset that
 * the samples show.
 *
 * - The wall clock of this process plays no part, so it does no harm when it is wrong or is set.
 *   Without new samples the last offset still holds, as exactly as the two machines keep time.
 * - Only `observe` changes the offset. After one sample, the time is right to half its round trip.
 *   `boundOffset` explains what more samples add.
 * - The time never goes back. `createClock` explains how, and what happens when the other clock is
 *   set.
 * - Before the first sample the time is unknown, and a guess could be minutes ahead of the first
 *   sample. So asking for the time then is a mistake in the order of the start.
 */
export function createAgreedClock(
  monotonicMs: () => number = () => performance.now(),
): AgreedClock {
  let bounds: OffsetBounds | undefined;
  let offsetMs = 0;
  let clock: Clock | undefined;
  return {
    nowMs() {
      if (clock === undefined) throw new Error('the time is asked for before it is agreed on');
      return clock.nowMs();
    },
    monotonicMs,
    observe(sample) {
      bounds = boundOffset(bounds, sample);
      offsetMs = likelyOffsetMs(bounds);
      clock ??= createClock({ wallMs: (atMs) => atMs + offsetMs, monotonicMs });
    },
  };
}

/** Asks another clock once. */
export async function sampleTime(
  clock: Pick<Clock, 'monotonicMs'>,
  readRemoteMs: () => Promise<number>,
): Promise<TimeSample> {
  const sentMs = clock.monotonicMs();
  const remoteMs = await readRemoteMs();
  return { sentMs, receivedMs: clock.monotonicMs(), remoteMs };
}
