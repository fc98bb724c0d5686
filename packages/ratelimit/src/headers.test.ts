import { expect, test } from 'vitest';
import { rateLimitHeaders } from './headers.js';

test('tells the limit, what is left and the seconds until the window ends, rounded up', () => {
  const result = { success: true, limit: 10, remaining: 3, reset: 61_001 };
  expect(rateLimitHeaders(result, 1_000)).toEqual({
    'RateLimit-Limit': '10',
    'RateLimit-Remaining': '3',
    'RateLimit-Reset': '61',
  });
});

test('tells when to come back after a refusal, and never at once', () => {
  const result = { success: false, limit: 10, remaining: 0, reset: 61_000 };
  expect(rateLimitHeaders(result, 1_000)).toMatchObject({ 'Retry-After': '60' });
  expect(rateLimitHeaders(result, 62_000)).toMatchObject({
    'RateLimit-Reset': '0',
    'Retry-After': '1',
  });
});
