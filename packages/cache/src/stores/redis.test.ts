import { startTestRedis, type TestRedis } from '@unlatch/testkit';
import { Redis as Iovalkey } from 'iovalkey';
import { createClient, RESP_TYPES } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entryOf } from '../../test/entries.js';
import { testStore } from '../../test/store-conformance.js';
import { RedisStore } from './redis.js';

let server: TestRedis;
let iovalkey: Iovalkey;
let nodeRedis: ReturnType<typeof createClient>;

beforeAll(async () => {
  server = await startTestRedis();
  iovalkey = new Iovalkey(server.url);
  nodeRedis = createClient({ url: server.url });
  await nodeRedis.connect();
});

afterAll(async () => {
  iovalkey.disconnect();
  nodeRedis.destroy();
  await server.stop();
});

/** One command, without a client. */
const send = (...words: string[]) => server.nodes[0]?.command(...words);

describe('with iovalkey', () => testStore(() => new RedisStore({ client: iovalkey })));

describe('with node-redis', () => testStore(() => new RedisStore({ client: nodeRedis })));

describe.each([
  ['iovalkey', () => iovalkey],
  ['node-redis', () => nodeRedis],
])('the store, with %s,', (name, client) => {
  test('gives entries an expiry in Redis', async () => {
    const store = new RedisStore({ client: client() });
    await store.set('ttl', name, entryOf('value'));
    const ttlMs = Number(await send('pttl', `cache:ttl::${name}`));
    expect(ttlMs).toBeGreaterThan(0);
    expect(ttlMs).toBeLessThanOrEqual(120_000);
  });

  test('reports a refusal by Redis as an error of this tier, with the cause', async () => {
    const store = new RedisStore({ client: client() });
    await send('rpush', `cache:list::${name}`, 'x');
    const { err } = await store.get('list', name);
    expect(err).toMatchObject({ tier: 'redis', key: name, message: /WRONGTYPE/ });
    expect(err?.cause).toBeInstanceOf(Error);
  });

  test('reports a text that is not an entry as an error, and replaces it', async () => {
    const store = new RedisStore({ client: client() });
    await send('set', `cache:broken::${name}`, '{}');
    expect((await store.get('broken', name)).err?.message).toMatch(/not an entry/);
    await store.set('broken', name, entryOf('good'));
    expect((await store.get('broken', name)).val?.value).toBe('good');
  });
});

test('two prefixes on one server are separate', async () => {
  const v1 = new RedisStore({ client: iovalkey });
  const v2 = new RedisStore({ client: iovalkey, keyPrefix: 'cache-v2:' });
  await v1.set('user', 'a', entryOf(1));
  expect(await v2.get('user', 'a')).toEqual({ val: undefined });
});

test('a custom serializer is used in both directions', async () => {
  const store = new RedisStore({ client: iovalkey, serializer: JSON });
  await store.set('json', 'a', entryOf(new Date(0)));
  expect((await store.get('json', 'a')).val?.value).toBe('1970-01-01T00:00:00.000Z');
});

test('a client that returns buffers is an error, not an empty cache', async () => {
  const client = nodeRedis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const store = new RedisStore({ client });
  await store.set('buffers', 'a', entryOf(1));
  expect((await store.get('buffers', 'a')).err?.message).toMatch(/texts, not buffers/);
});

test('a closed connection is an error, not an exception', async () => {
  const client = createClient({ url: server.url });
  const store = new RedisStore({ client });
  for (const { err } of await Promise.all([
    store.get('a', 'k'),
    store.set('a', 'k', entryOf(1)),
    store.remove('a', ['k', 'l']),
  ])) {
    expect(err).toMatchObject({ name: 'CacheError', tier: 'redis', retry: false });
  }
});
