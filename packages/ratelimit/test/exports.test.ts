import * as published from '@unkey/ratelimit';
import { expect, test } from 'vitest';
import * as root from '../src/index.js';

test('the package exports these names and no others', () => {
  expect(Object.keys(root)).toMatchInlineSnapshot(`
    [
      "rateLimitHeaders",
      "NoopRatelimit",
      "Overrides",
      "Ratelimit",
    ]
  `);
});

test('the names of @unkey/ratelimit 2.1.4 are among them', () => {
  const names = Object.keys(published).filter((name) => /^[A-Z]/.test(name));
  expect(names.length).toBeGreaterThan(0);
  expect(Object.keys(root)).toEqual(expect.arrayContaining(names));
});
