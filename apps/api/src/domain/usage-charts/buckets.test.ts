import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Buckets, type BucketsRequest, planBuckets, planSpan } from './buckets.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.UTC(2026, 5, 15, 12, 34, 56);
const NOW = { nowMs: NOW_MS, bucketsMax: 1500 };

function bucketsOf(request: BucketsRequest): Buckets {
  const planned = planBuckets(request, NOW);
  if (planned.kind === 'fault') throw new Error(JSON.stringify(planned));
  return planned;
}

function faultOf(request: BucketsRequest) {
  const planned = planBuckets(request, NOW);
  return planned.kind === 'fault' ? planned.location : undefined;
}

const lengthsOf = ({ startsMs, endMs }: Buckets) =>
  startsMs.map((startMs, index) => (startsMs[index + 1] ?? endMs) - startMs);

describe('buckets', () => {
  it('are the last day in hours unless the request says more', () => {
    const { step, startsMs, endMs, timeZone } = bucketsOf({});
    expect({ step, timeZone, count: startsMs.length }).toEqual({
      step: 'hour',
      timeZone: 'UTC',
      count: 25,
    });
    expect(startsMs[0]).toBe(Date.UTC(2026, 5, 14, 12));
    expect(endMs).toBe(Date.UTC(2026, 5, 15, 13));
  });

  it.each([
    [3 * HOUR_MS, 'minute'],
    [3 * HOUR_MS + 1, 'hour'],
    [14 * DAY_MS, 'hour'],
    [14 * DAY_MS + 1, 'day'],
  ])('of %d ms are, without a step, of the length %s', (lengthMs, step) => {
    expect(bucketsOf({ from: NOW_MS - lengthMs, to: NOW_MS }).step).toBe(step);
  });

  it.each([
    ['Europe/Berlin', Date.UTC(2026, 2, 28, 12), [24, 23, 24]],
    ['Europe/Berlin', Date.UTC(2026, 9, 24, 12), [24, 25, 24]],
    ['America/New_York', Date.UTC(2026, 10, 1, 2), [24, 25, 24]],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 0), [24, 24.5, 24]],
    // Clocks are put forward at midnight, so that day begins at one.
    ['America/Santiago', Date.UTC(2026, 8, 5, 12), [24, 23, 24]],
    ['UTC', Date.UTC(2026, 2, 28, 12), [24, 24, 24]],
  ])('of days in %s have the hours that the day has', (timeZone, from, hours) => {
    const buckets = bucketsOf({ from, to: from + 2 * DAY_MS, step: 'day', timeZone });
    expect(lengthsOf(buckets).map((lengthMs) => lengthMs / HOUR_MS)).toEqual(hours);
  });

  it('of hours are all hours of a day on which one comes twice', () => {
    const from = Date.UTC(2026, 9, 24, 22);
    const buckets = bucketsOf({
      from,
      to: from + 25 * HOUR_MS,
      step: 'hour',
      timeZone: 'Europe/Berlin',
    });
    expect(buckets.startsMs).toHaveLength(25);
    expect(new Set(lengthsOf(buckets))).toEqual(new Set([HOUR_MS]));
  });

  it('begin with the hours of their time zone', () => {
    const { startsMs, isHourly } = bucketsOf({ timeZone: 'Asia/Kolkata', step: 'hour' });
    expect(isHourly).toBe(false);
    expect((startsMs[0] ?? 0) % HOUR_MS).toBe(HOUR_MS / 2);
    expect(bucketsOf({ timeZone: 'Asia/Tokyo', step: 'day' }).isHourly).toBe(true);
  });

  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Apia',
    'America/Santiago',
    'Africa/Monrovia',
    'Asia/Gaza',
  );

  it('cover the span without gap or overlap, in any time zone', () => {
    const from = fc.integer({ min: 0, max: Date.UTC(2037, 0, 1) });
    const step = fc.constantFrom('minute' as const, 'hour' as const, 'day' as const);
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 40 }), step, zones, (at, count, unit, zone) => {
        const stepMs = { minute: 60_000, hour: HOUR_MS, day: DAY_MS }[unit];
        const to = at + count * stepMs;
        const buckets = bucketsOf({ from: at, to, step: unit, timeZone: zone });
        expect(buckets.startsMs[0]).toBeLessThanOrEqual(at);
        expect(buckets.endMs).toBeGreaterThanOrEqual(to);
        expect(buckets.startsMs.at(-1)).toBeLessThan(to);
        for (const lengthMs of lengthsOf(buckets)) {
          expect(lengthMs).toBeGreaterThan(0);
          expect(lengthMs).toBeLessThanOrEqual(2 * stepMs);
        }
      }),
    );
  });

  it.each([
    [{ timeZone: 'Europe/Berln' }, 'body.timeZone'],
    [{ timeZone: '+05:30' }, 'body.timeZone'],
    [{ from: NOW_MS + 1 }, 'body.from'],
    [{ to: 0 }, 'body.to'],
    [{ from: 5, to: 5 }, 'body.to'],
    [{ from: 0 }, 'body.from'],
    [{ from: NOW_MS - 2 * DAY_MS, step: 'minute' as const }, 'body.step'],
    [{ to: Number.MAX_SAFE_INTEGER }, 'body.to'],
  ])('are refused for %j, at the field that is wrong', (request, location) => {
    expect(faultOf(request)).toBe(location);
  });

  it('are as many as the bound at most', () => {
    const request = (hours: number) => ({ from: NOW_MS - hours * HOUR_MS, step: 'hour' as const });
    expect(bucketsOf(request(1497)).startsMs.length).toBeLessThanOrEqual(1500);
    expect(faultOf(request(1498))).toBe('body.step');
  });
});

describe('a span without buckets', () => {
  it('is of whole hours', () => {
    expect(planSpan({ from: NOW_MS - 1, to: NOW_MS }, NOW)).toEqual({
      kind: 'span',
      fromMs: Date.UTC(2026, 5, 15, 12),
      toMs: Date.UTC(2026, 5, 15, 13),
    });
  });
});
