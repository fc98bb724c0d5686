// The stores run in workerd, and the tests talk to them over HTTP.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Miniflare, Response as WorkerResponse } from 'miniflare';
import { build } from 'tsdown';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Result } from '../src/result.js';
import { richJson } from '../src/serializer.js';
import type { Entry, Store } from '../src/store.js';
import { entryOf } from './entries.js';
import { testStore } from './store-conformance.js';
import type { Order, StoreName } from './worker.js';

interface Purge {
  url: string;
  authorization: string | null;
  files: string[];
}

let directory: string;
let miniflare: Miniflare;
let purges: Purge[] = [];
let purgeStatus = 200;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unlatch-worker-'));
  const entry = fileURLToPath(new URL('./worker.ts', import.meta.url));
  await build({ config: false, entry, outDir: directory, dts: false, logLevel: 'error' });
  miniflare = new Miniflare({
    modules: true,
    script: await readFile(join(directory, 'worker.mjs'), 'utf8'),
    compatibilityDate: '2025-07-18',
    kvNamespaces: ['CACHE'],
    async outboundService(request) {
      const { files } = (await request.json()) as { files: string[] };
      purges.push({ url: request.url, authorization: request.headers.get('authorization'), files });
      return new WorkerResponse('{}', { status: purgeStatus });
    },
  });
  await miniflare.ready;
});

afterAll(async () => {
  await miniflare?.dispose();
  await rm(directory, { recursive: true, force: true });
});

beforeEach(() => {
  purges = [];
  purgeStatus = 200;
});

async function order<T>(body: Order): Promise<T> {
  const response = await miniflare.dispatchFetch('http://worker/', {
    method: 'POST',
    body: richJson.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  const result = richJson.parse(text) as T;
  return result;
}

/** The store of that name in the worker. */
function remote(store: StoreName, name: string): Store<string, unknown> {
  const done = ({ err }: Result<void>): Result<void> => (err ? { err } : { val: undefined });
  return {
    name,
    get: async (namespace, key) => {
      type Read = Result<Entry<unknown> | undefined>;
      const { val, err } = await order<Read>({ act: 'get', store, namespace, key });
      return err ? { err } : { val };
    },
    set: async (namespace, key, entry) =>
      done(await order({ act: 'set', store, namespace, key, entry })),
    remove: async (namespace, key) => done(await order({ act: 'remove', store, namespace, key })),
  };
}

describe('Workers KV', () => testStore(() => remote('kv', 'cloudflare-kv')));

describe('the Cache API', () => testStore(() => remote('cache', 'cloudflare')));

describe('CloudflareStore', () => {
  const store = remote('purging', 'cloudflare');
  const url = 'https://cache.example.com/v1/';

  test('purges removed entries from the whole zone, if one is configured', async () => {
    await store.set('user', 'a/b', entryOf(1));
    expect(await store.remove('user', ['a/b', 'c'])).toEqual({ val: undefined });
    expect(await store.get('user', 'a/b')).toEqual({ val: undefined });
    expect(purges).toEqual([
      {
        url: 'https://api.cloudflare.com/client/v4/zones/zone_1/purge_cache',
        authorization: 'Bearer token_1',
        files: [`${url}user%3A%3Aa%2Fb`, `${url}user%3A%3Ac`],
      },
    ]);
  });

  test('purges no more addresses at once than Cloudflare takes', async () => {
    const keys = Array.from({ length: 61 }, (_, index) => `${index}`);
    await store.remove('user', keys);
    expect(purges.map(({ files }) => files.length)).toEqual([30, 30, 1]);
  });

  test('reports a purge that was refused', async () => {
    purgeStatus = 403;
    const { err } = await store.remove('user', 'a');
    expect(err).toMatchObject({ tier: 'cloudflare', key: 'a' });
  });

  test('sends nothing to Cloudflare without a configured zone', async () => {
    await remote('cache', 'cloudflare').remove('user', 'a');
    expect(purges).toEqual([]);
  });
});

test('in a worker, the context of the request keeps reloads and writes alive', async () => {
  const swr = (loaded: unknown) => order({ act: 'swr', key: 'k', loaded });
  // Read without the encryption key.
  const kept = async () => (await remote('kv', 'cloudflare-kv').get('value', 'k')).val?.value;
  expect(await swr(new Date(1))).toEqual({ val: new Date(1) });
  await vi.waitFor(async () => expect(await kept()).toBeDefined(), { timeout: 10_000 });
  const first = await kept();
  expect(first).toMatch(/^[\w+/.=]+$/);

  expect(await swr(new Date(2))).toEqual({ val: new Date(1) });
  await vi.waitFor(async () => expect(await kept()).not.toBe(first), { timeout: 10_000 });
  expect(await swr(new Date(3))).toEqual({ val: new Date(2) });
});
