import { expect, test } from 'vitest';
import * as root from '../src/index.js';
import * as middleware from '../src/middleware.js';
import * as stores from '../src/stores.js';

test('the package exports these names and no others', () => {
  expect(Object.keys(root)).toMatchInlineSnapshot(`
    [
      "CacheError",
      "DefaultStatefulContext",
      "createCache",
      "Namespace",
      "TieredStore",
    ]
  `);
});

test('/stores exports these names and no others', () => {
  expect(Object.keys(stores)).toMatchInlineSnapshot(`
    [
      "CloudflareStore",
      "CloudflareKVStore",
      "LibSQLStore",
      "MemoryStore",
      "RedisStore",
      "UpstashRedisStore",
    ]
  `);
});

test('/middleware exports these names and no others', () => {
  expect(Object.keys(middleware)).toMatchInlineSnapshot(`
    [
      "withEncryption",
      "withMetrics",
    ]
  `);
});
