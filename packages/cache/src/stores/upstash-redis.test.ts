import { startTestRedis, type TestRedis } from '@unlatch/testkit';
import { Redis } from '@upstash/redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryOf } from '../../test/entries.js';
import { testStore } from '../../test/store-conformance.js';
import { startUpstashShim, type UpstashShim } from '../../test/upstash-shim.js';
import { UpstashRedisStore } from './upstash-redis.js';

const token = 'secret';

let server: TestRedis;
let shim: UpstashShim;

beforeAll(async () => {
  server = await startTestRedis();
  shim = await startUpstashShim(server.url, token);
});

afterAll(async () => {
  await shim.close();
  await server.stop();
});

/** One command, without a client. */
const send = (...words: string[]) => server.nodes[0]?.command(...words);

const client = (options = {}) =>
  new Redis({ url: shim.url, token, retry: false, enableTelemetry: false, ...options });

describe('with the default client', () => {
  testStore(() => new UpstashRedisStore({ redis: client() }));
});

describe('with a client that does not parse answers', () => {
  testStore(() => new UpstashRedisStore({ redis: client({ automaticDeserialization: false }) }));
});

describe('with a client that collects commands into pipelines', () => {
  testStore(() => new UpstashRedisStore({ redis: client({ enableAutoPipelining: true }) }));
});

test('gives entries an expiry in Redis', async () => {
  await new UpstashRedisStore({ redis: client() }).set('ttl', 'a', entryOf('value'));
  const ttlMs = Number(await send('pttl', 'cache:ttl::a'));
  expect(ttlMs).toBeGreaterThan(0);
  expect(ttlMs).toBeLessThanOrEqual(120_000);
});

test('has removed a key before it returns', async () => {
  const store = new UpstashRedisStore({ redis: client() });
  await store.set('removed', 'a', entryOf('value'));
  await store.remove('removed', 'a');
  expect((await send('exists', 'cache:removed::a'))?.trim()).toBe('0');
});

test('reports a refusal as an error of this tier, not as an exception', async () => {
  const store = new UpstashRedisStore({ redis: client({ token: 'wrong' }) });
  for (const { err } of [
    await store.get('a', 'k'),
    await store.set('a', 'k', entryOf(1)),
    await store.remove('a', 'k'),
  ]) {
    expect(err).toMatchObject({ name: 'CacheError', tier: 'upstash-redis', key: 'k' });
    expect(err?.message).toMatch(/WRONGPASS/);
  }
});
