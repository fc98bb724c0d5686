import { expect, it } from 'vitest';
import { readConfig } from './config.js';

it('accepts several workers only if they count rate limits together, or may count separately', () => {
  expect(() => readConfig({ WORKERS: '2' })).toThrow(/WORKERS is more than 1 without REDIS_URL/);
  expect(readConfig({ WORKERS: '2', REDIS_URL: 'redis://127.0.0.1' }).workers).toBe(2);
  expect(readConfig({ WORKERS: '2', ALLOW_LOCAL_COUNTERS: 'true' }).workers).toBe(2);
});

it('cannot be changed once it is read', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});
