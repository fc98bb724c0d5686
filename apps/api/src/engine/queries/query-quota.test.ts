import { createFakeClock } from '@unlatch/testkit';
import { describe, expect, it } from 'vitest';
import { QueryQuota } from './query-quota.js';

const HOUR_MS = 3_600_000;

describe('the quota of queries', () => {
  it('is that of an hour, for each workspace', () => {
    const clock = createFakeClock();
    const quota = new QueryQuota({ clock, queriesMax: 2, executionMsMax: 1000 });
    expect([quota.take('a'), quota.take('a')]).toEqual([undefined, undefined]);
    clock.advance(HOUR_MS / 2);
    expect(quota.take('a')).toEqual({ waitMs: HOUR_MS / 2 });
    expect(quota.take('b')).toBeUndefined();
    clock.advance(HOUR_MS / 2);
    expect(quota.take('a')).toBeUndefined();
  });

  it('ends with the time that queries took together', () => {
    const clock = createFakeClock();
    const quota = new QueryQuota({ clock, queriesMax: 10, executionMsMax: 1000 });
    expect(quota.take('a')).toBeUndefined();
    quota.took('a', 999);
    expect(quota.take('a')).toBeUndefined();
    quota.took('a', 1);
    expect(quota.take('a')).toEqual({ waitMs: HOUR_MS });
  });
});
