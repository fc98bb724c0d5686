import { expect, test } from 'vitest';
import { rateLimitHeaders } from './rate-limit-headers.js';

test('the headers give the limit, the rest and the seconds until the window ends, rounded up', () => {
  const result = { success: true, limit: 10, remaining: 3, reset: 61_001 };
  expect(rateLimitHeaders(result, 1_000)).toEqual({
    'ratelimit-limit': '10',
    'ratelimit-remaining': '3',
    'ratelimit-reset': '61',
  });
});

test('the headers give a wait of at least a second after a refusal', () => {
  const result = { success: false, limit: 10, remaining: 0, reset: 61_000 };
  expect(rateLimitHeaders(result, 1_000)).toMatchObject({ 'retry-after': '60' });
  expect(rateLimitHeaders(result, 62_000)).toMatchObject({
    'ratelimit-reset': '0',
    'retry-after': '1',
  });
});
