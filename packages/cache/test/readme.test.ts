import {
  compileExamples,
  readExamples,
  runExample,
  startTestRedis,
  type TestRedis,
} from '@unlatch/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Context, Store } from '../src/index.js';
import type { KVBinding } from '../src/stores.js';
import { entryOf } from './entries.js';

const readme = new URL('../README.md', import.meta.url);
const examples = readExamples(readme);
const [first = '', tiers = '', worker = '', middleware = ''] = examples;

const log = vi.spyOn(console, 'log').mockImplementation(() => {});

let redis: TestRedis;

beforeAll(async () => {
  redis = await startTestRedis();
  vi.stubEnv('REDIS_URL', redis.url);
  vi.stubEnv('CACHE_KEY', btoa('k'.repeat(32)));
});

afterEach(() => log.mockClear());
afterAll(async () => {
  vi.unstubAllEnvs();
  await redis.stop();
});

describe('the examples in the README', () => {
  test('compile against the built package', () => {
    expect(examples).toHaveLength(4);
    expect(compileExamples(readme, examples)).toEqual([]);
  });

  test('would not compile with a mistake in them', () => {
    const broken = examples.map((example) =>
      example.replaceAll(/new (MemoryStore|RedisStore)\(/g, 'new $1(1, '),
    );
    expect(compileExamples(readme, broken).length).toBeGreaterThanOrEqual(examples.length);
  });

  test('print what their comments say', async () => {
    await runExample(readme, first);
    await runExample(readme, tiers);
    expect(log.mock.calls).toEqual([['Ada'], [3]]);
  });

  test('answer in a worker', async () => {
    interface Example {
      default: {
        fetch(request: Request, env: { CACHE: KVBinding }, ctx: Context): Promise<Response>;
      };
    }
    const { default: handler } = await runExample<Example>(readme, worker);
    const kept = new Map<string, string>();
    const kv: KVBinding = {
      get: async (key) => kept.get(key) ?? null,
      put: async (key, value) => void kept.set(key, value),
      delete: async (key) => void kept.delete(key),
    };
    const background: Promise<unknown>[] = [];
    const ctx = { waitUntil: (promise: Promise<unknown>) => void background.push(promise) };
    const response = await handler.fetch(new Request('http://worker/'), { CACHE: kv }, ctx);
    expect(await response.text()).toBe('<h1>Hello</h1>');
    await Promise.all(background);
    expect([...kept.keys()]).toEqual(['cache:page::home']);
  });

  test('measure and encrypt', async () => {
    const { store } = await runExample<{ store: Store<string, string> }>(readme, middleware);
    await store.set('n', 'k', entryOf('value'));
    expect((await store.get('n', 'k')).val?.value).toBe('value');
    expect(log.mock.calls.map(([metric]) => metric.metric)).toEqual([
      'metric.cache.write',
      'metric.cache.write',
      'metric.cache.read',
    ]);
  });
});
