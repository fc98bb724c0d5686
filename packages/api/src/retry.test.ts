import { describe, expect, test } from 'vitest';
import {
  exponentialBackoff,
  type Failure,
  parseRetryAfterMs,
  type RetryPolicy,
  retryWaitMs,
} from './retry.js';

const policy: RetryPolicy = {
  attemptsMax: 3,
  elapsedMaxMs: Infinity,
  repeatsConnectionErrors: true,
  backoffMs: exponentialBackoff({ initialMs: 100, maxMs: 2_000, factor: 2 }),
};

function waitMs(failure: Failure, changes: Partial<Parameters<typeof retryWaitMs>[0]> = {}) {
  return retryWaitMs({
    failure,
    attempt: 1,
    isRepeatable: true,
    policy,
    elapsedMs: 0,
    remainingMs: 10_000,
    random: 0.5,
    ...changes,
  });
}

function status(status: number, retryAfterMs?: number): Failure {
  return { kind: 'status', status, retryAfterMs };
}

describe('which failures are tried again', () => {
  test.each([408, 429, 500, 502, 503, 504, 524])(
    '%i is, when the request may be repeated',
    (code) => {
      expect(waitMs(status(code))).toBe(50);
    },
  );

  test.each([400, 401, 403, 404, 409, 410, 412, 413, 422, 499, 501, 301])('%i never is', (code) => {
    expect(waitMs(status(code))).toBeUndefined();
    expect(waitMs(status(code), { isRepeatable: false })).toBeUndefined();
  });

  test.each([408, 500, 502, 503, 504, 524])(
    '%i is not, if a repetition could have the effect twice',
    (code) => {
      expect(waitMs(status(code), { isRepeatable: false })).toBeUndefined();
    },
  );

  test('429 is even then, because the server did nothing', () => {
    expect(waitMs(status(429), { isRepeatable: false })).toBe(50);
  });

  test('503 is not even when it names a time to come back', () => {
    expect(waitMs(status(503, 1_000), { isRepeatable: false })).toBeUndefined();
  });

  test('500 is not, even when it names a time to come back', () => {
    expect(waitMs(status(500, 1_000), { isRepeatable: false })).toBeUndefined();
  });

  test('a broken connection is, only when the request may be repeated', () => {
    expect(waitMs({ kind: 'connection' })).toBe(50);
    expect(waitMs({ kind: 'connection' }, { isRepeatable: false })).toBeUndefined();
  });

  test('a refused connection always is, because nothing was sent', () => {
    expect(waitMs({ kind: 'unsent' }, { isRepeatable: false })).toBe(50);
  });

  test('neither is, if the policy excludes connection errors', () => {
    const strict = { ...policy, repeatsConnectionErrors: false };
    expect(waitMs({ kind: 'connection' }, { policy: strict })).toBeUndefined();
    expect(waitMs({ kind: 'unsent' }, { policy: strict })).toBeUndefined();
  });

  test('a malformed answer is not', () => {
    expect(waitMs({ kind: 'final' })).toBeUndefined();
  });
});

describe('how long and how often', () => {
  test('the bound doubles up to its maximum, and the wait is anywhere below it', () => {
    const bounds = [1, 2, 3, 4, 5, 6, 7].map((retry) => policy.backoffMs(retry, 1));
    expect(bounds).toEqual([100, 200, 400, 800, 1_600, 2_000, 2_000]);
    expect(policy.backoffMs(1, 0)).toBe(0);
    expect(policy.backoffMs(3, 0.25)).toBe(100);
  });

  test('the last attempt is not followed by another', () => {
    expect(waitMs(status(500), { attempt: 2 })).toBe(100);
    expect(waitMs(status(500), { attempt: 3 })).toBeUndefined();
  });

  test('an invalid number of attempts means no retries', () => {
    expect(waitMs(status(500), { policy: { ...policy, attemptsMax: NaN } })).toBeUndefined();
  });

  test('the wait is Retry-After in full plus the back-off', () => {
    expect(waitMs(status(429, 4_000))).toBe(4_050);
  });

  test('a wait that does not fit in the remaining time is not begun', () => {
    expect(waitMs(status(429, 4_000), { remainingMs: 4_051 })).toBe(4_050);
    expect(waitMs(status(429, 4_000), { remainingMs: 4_050 })).toBeUndefined();
  });

  test('a wait that no timer can hold is not begun, however much time is left', () => {
    const limits = { remainingMs: Infinity };
    expect(waitMs(status(429, 2 ** 31 - 52), limits)).toBe(2 ** 31 - 2);
    expect(waitMs(status(429, 2 ** 31 - 51), limits)).toBeUndefined();
  });

  test('no retry starts after the time that the policy allows', () => {
    const short = { ...policy, elapsedMaxMs: 1_000 };
    expect(waitMs(status(500), { policy: short, elapsedMs: 949 })).toBe(50);
    expect(waitMs(status(500), { policy: short, elapsedMs: 950 })).toBeUndefined();
  });

  test('a back-off function with an invalid result causes no wait or no retry', () => {
    expect(waitMs(status(500), { policy: { ...policy, backoffMs: () => -5 } })).toBe(0);
    expect(waitMs(status(500), { policy: { ...policy, backoffMs: () => NaN } })).toBeUndefined();
  });
});

describe('Retry-After', () => {
  const nowMs = Date.UTC(2026, 0, 1, 12, 0, 0);

  test.each([
    ['7', 7_000],
    ['0', 0],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
    [' 2 ', 2_000],
    ['Thu, 01 Jan 2026 12:00:05 GMT', 5_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j reads as %j', (header, expected) => {
    expect(parseRetryAfterMs(header, nowMs)).toBe(expected);
  });
});
