import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundOffset, likelyOffsetMs, type OffsetBounds, type TimeSample } from './clock-offset.js';

const OFFSET_MS = 1_700_000_000_000;
/** At numbers this large, a double is this coarse. */
const COARSENESS_MS = 0.001;

/**
 * A round trip: the time until the question is sent, until the other clock is read, and until the
 * answer.
 */
const trip = fc.record({
  pauseMs: fc.double({ min: 0, max: 5000, noNaN: true }),
  thereMs: fc.double({ min: 0, max: 200, noNaN: true }),
  backMs: fc.double({ min: 0, max: 200, noNaN: true }),
});

function samplesOf(
  trips: readonly { pauseMs: number; thereMs: number; backMs: number }[],
  offsetAt: (ms: number) => number,
): TimeSample[] {
  let nowMs = 0;
  return trips.map(({ pauseMs, thereMs, backMs }) => {
    const sentMs = nowMs + pauseMs;
    const readMs = sentMs + thereMs;
    nowMs = readMs + backMs;
    return { sentMs, receivedMs: nowMs, remoteMs: readMs + offsetAt(readMs) };
  });
}

describe('boundOffset', () => {
  it('is off by half of the quickest round trip at most, whatever the others took', () => {
    fc.assert(
      fc.property(fc.array(trip, { minLength: 1, maxLength: 50 }), (trips) => {
        let bounds: OffsetBounds | undefined;
        let quickestMs = Number.POSITIVE_INFINITY;
        // Without pauses, so that no drift has to be allowed for.
        const samples = samplesOf(
          trips.map((one) => ({ ...one, pauseMs: 0 })),
          () => OFFSET_MS,
        );
        const startMs = samples[0]?.sentMs ?? 0;
        for (const sample of samples) {
          bounds = boundOffset(bounds, sample);
          quickestMs = Math.min(quickestMs, sample.receivedMs - sample.sentMs);
          const driftMs = (sample.receivedMs - startMs) * 0.0005;
          const errorMs = Math.abs(likelyOffsetMs(bounds) - OFFSET_MS);
          expect(errorMs).toBeLessThanOrEqual(quickestMs / 2 + driftMs + COARSENESS_MS);
        }
      }),
    );
  });

  it('holds the true offset between its bounds while the clocks drift as clocks do', () => {
    const drifting = fc.record({
      trips: fc.array(trip, { minLength: 1, maxLength: 50 }),
      drift: fc.double({ min: -0.0005, max: 0.0005, noNaN: true }),
    });
    fc.assert(
      fc.property(drifting, ({ trips, drift }) => {
        const offsetAt = (ms: number) => OFFSET_MS + ms * drift;
        let bounds: OffsetBounds | undefined;
        for (const sample of samplesOf(trips, offsetAt)) {
          bounds = boundOffset(bounds, sample);
          const trueMs = offsetAt(sample.receivedMs);
          const slackMs = COARSENESS_MS + (sample.receivedMs - sample.sentMs) * Math.abs(drift);
          expect(bounds.minMs - slackMs).toBeLessThanOrEqual(trueMs);
          expect(bounds.maxMs + slackMs).toBeGreaterThanOrEqual(trueMs);
          expect(bounds.maxMs - bounds.minMs).toBeLessThanOrEqual(
            sample.receivedMs - sample.sentMs + COARSENESS_MS,
          );
        }
      }),
    );
  });

  it('keeps the bounds of a quick round trip when a slow one comes', () => {
    const quick = boundOffset(undefined, { sentMs: 0, receivedMs: 2, remoteMs: 1001 });
    const after = boundOffset(quick, { sentMs: 1000, receivedMs: 1400, remoteMs: 2010 });
    expect(likelyOffsetMs(after)).toBeCloseTo(1000, 6);
  });

  it('follows a clock that was set at once', () => {
    const before = boundOffset(undefined, { sentMs: 0, receivedMs: 2, remoteMs: 1001 });
    const after = boundOffset(before, { sentMs: 1000, receivedMs: 1010, remoteMs: 9005 });
    expect(likelyOffsetMs(after)).toBe(8000);
  });
});
