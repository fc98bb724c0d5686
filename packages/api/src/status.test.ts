import { expect, test } from 'vitest';
import { toHttpStatus } from './status.js';
import type { VerifyCode } from './verify.js';

test.each<[VerifyCode, number]>([
  ['VALID', 200],
  ['NOT_FOUND', 401],
  ['EXPIRED', 401],
  ['DISABLED', 401],
  ['FORBIDDEN', 403],
  ['INSUFFICIENT_PERMISSIONS', 403],
  ['RATE_LIMITED', 429],
  ['USAGE_EXCEEDED', 429],
])('%s is a %i', (code, status) => {
  expect(toHttpStatus(code)).toBe(status);
});

test('a verdict of a newer service is a refusal', () => {
  expect(toHttpStatus(JSON.parse('"PAUSED"'))).toBe(403);
});
