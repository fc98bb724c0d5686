import { describe, expect, it } from 'vitest';
import { refuseExpired, refusePastExpiry, refuseSeconds } from './expiry.js';
import { Problem } from './problems.js';

const NOW_MS = Date.UTC(2026, 10, 30);

function refusalOf(judge: () => void): string {
  try {
    judge();
    return 'none';
  } catch (error) {
    return error instanceof Problem ? error.message : String(error);
  }
}

describe('the expiry of a new key', () => {
  it.each([
    ['none', undefined, 'none'],
    ['the next millisecond', NOW_MS + 1, 'none'],
    ['now', NOW_MS, 'body.expires: must be in the future'],
    ['an hour ago', NOW_MS - 3_600_000, 'body.expires: must be in the future'],
    ['0', 0, 'body.expires: must not be 0, which is a time in 1970'],
    [
      'in seconds',
      NOW_MS / 1000 + 3600,
      'body.expires: must be in milliseconds, but is like a time in seconds',
    ],
  ])('%s: %s', (_, expiresAtMs, refusal) => {
    const judge = () => refusePastExpiry(expiresAtMs, { location: 'body.expires', nowMs: NOW_MS });
    expect(refusalOf(judge)).toBe(refusal);
  });
});

describe('the expiry of an imported key', () => {
  it.each([
    ['an hour ago', NOW_MS - 3_600_000, 'none'],
    ['in seconds', NOW_MS / 1000, 'at: must be in milliseconds, but is like a time in seconds'],
  ])('%s: %s', (_, expiresAtMs, refusal) => {
    expect(refusalOf(() => refuseSeconds(expiresAtMs, 'at'))).toBe(refusal);
  });
});

describe('the key that is replaced', () => {
  it.each([
    ['without expiry', null, true],
    ['in its last millisecond', NOW_MS, true],
    ['a millisecond later', NOW_MS - 1, false],
  ])('%s: %s', (_, expiresAtMs, taken) => {
    expect(refusalOf(() => refuseExpired(expiresAtMs, NOW_MS, 'at')) === 'none').toBe(taken);
  });
});
