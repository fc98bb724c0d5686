import { readFileSync } from 'node:fs';
import {
  compileExamples,
  type RunningService,
  runExample,
  type SeededKeys,
  seedKeys,
  startService,
} from '@unlatch/testkit';
import { NextRequest } from 'next/server.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { optionsFor, readme } from './project.js';

type Routes = typeof import('./published-program.js');

const published = readFileSync(new URL('published-program.ts', import.meta.url), 'utf8');
const page = readFileSync(new URL('../../../docs/compatibility.md', import.meta.url), 'utf8');
/** The line that the page on compatibility says to change. */
const [, from = '', to = ''] =
  /^\| `from '(@unkey\/nextjs)'` \| `from '(\S+)'` \|$/m.exec(page) ?? [];
const ours = published.replace(`'${from}'`, `'${to}'`);

let service: RunningService;
let keys: SeededKeys;
let routes: { published: Routes; ours: Routes };
const caches: unknown[] = [];

beforeAll(async () => {
  service = await startService();
  keys = await seedKeys(service);
  vi.stubEnv('UNKEY_ROOT_KEY', service.rootKey);
  vi.stubEnv('UNLATCH_URL', service.url);
  // `@unkey/nextjs` has no option for the address of the service, and its client reads none from
  // the environment. So its requests are redirected to ours; only the host changes.
  const send = globalThis.fetch;
  vi.stubGlobal('fetch', (input: string | Request, init?: RequestInit) => {
    caches.push(typeof input === 'string' ? init?.cache : input.cache);
    if (typeof input === 'string') return send(input, init);
    const { host, pathname } = new URL(input.url);
    if (host !== 'api.unkey.com') throw new Error(`no request should go to ${host}`);
    return send(new Request(service.url + pathname, input), init);
  });
  vi.spyOn(console, 'error').mockImplementation(() => {});
  routes = {
    published: await import('./published-program.js'),
    ours: await runExample<Routes>(readme, ours),
  };
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await service?.stop();
});

async function ask(route: keyof Routes, headers: Record<string, string> = {}, path = '/') {
  async function answerOf(version: keyof typeof routes) {
    const req = new NextRequest(`http://localhost${path}`, { headers });
    const context = { params: Promise.resolve({ id: 'order_1' }) };
    const response = await routes[version][route](req, context);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    const body: unknown = isJson ? JSON.parse(text) : text;
    return { status: response.status, body };
  }
  return {
    published: await answerOf('published').catch(String),
    ours: await answerOf('ours'),
  };
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

test('programs compile after their import is changed', () => {
  expect(ours).not.toBe(published);
  const mistaken = ours.replace('.data.keyId', '.data.no');
  expect(compileExamples(readme, [ours], optionsFor('next'))).toEqual([]);
  expect(compileExamples(readme, [mistaken], optionsFor('next'))).not.toEqual([]);
}, 60_000);

describe('both packages answer the same', () => {
  test('to a valid key', async () => {
    for (const [route, headers, path] of [
      ['quickstart', bearer(keys.valid), '/'],
      ['order', bearer(keys.valid), '/'],
      ['ownKey', {}, `/?key=${keys.valid}`],
      ['ownAnswer', { 'x-api-key': keys.valid }, '/'],
    ] as const) {
      const answer = await ask(route, headers, path);
      expect(answer.ours).toEqual(answer.published);
      expect(answer.ours.status).toBe(200);
    }
  });

  test('to a request without a key, except for fields that we add', async () => {
    for (const route of ['quickstart', 'order', 'ownKey'] as const) {
      const answer = await ask(route);
      expect(answer.published).toEqual({ status: 401, body: { error: 'unauthorized' } });
      expect(answer.ours).toMatchObject({ status: 401, body: { error: 'unauthorized' } });
    }
    const answer = await ask('ownAnswer');
    expect(answer.ours).toEqual({ status: 400, body: 'no key' });
    expect(answer.ours).toEqual(answer.published);
  });

  test('to a refused key in a program that handles it', async () => {
    for (const key of [keys.disabled, keys.expired, keys.powerless, 'unknown']) {
      const answer = await ask('ownAnswer', { 'x-api-key': key });
      expect(answer.ours).toEqual(answer.published);
      expect(answer.ours).toMatchObject({ status: 403, body: { reason: expect.any(String) } });
    }
  });
});

describe('our package differs', () => {
  test('by saying what is wrong with a key', async () => {
    const unknown = await ask('quickstart', bearer('unknown'));
    expect(unknown.published).toEqual({ status: 401, body: 'Unauthorized' });
    expect(unknown.ours).toMatchObject({ status: 401, body: { code: 'NOT_FOUND' } });
    await ask('quickstart', bearer(keys.limited));
    const limited = await ask('quickstart', bearer(keys.limited));
    expect(limited.published).toEqual({ status: 401, body: 'Unauthorized' });
    expect(limited.ours).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
  });

  test('by treating an empty key as none', async () => {
    const answer = await ask('ownAnswer', { 'x-api-key': '' });
    expect(answer.published).toMatch(/Error/);
    expect(answer.ours).toMatchObject({ status: 401, body: { code: 'MISSING_KEY' } });
  });

  test('by not treating the password of another scheme as a key', async () => {
    const { ours } = await ask('quickstart', { authorization: `Basic ${keys.valid}` });
    expect(ours).toMatchObject({ status: 401, body: { code: 'MISSING_KEY' } });
    const lower = await ask('quickstart', { authorization: `bearer ${keys.valid}` });
    expect(lower.published).toMatchObject({ status: 401 });
    expect(lower.ours.status).toBe(200);
  });

  test('by preventing that Next caches a check', async () => {
    caches.length = 0;
    await ask('quickstart', bearer(keys.valid));
    expect(caches).toEqual(['default', 'no-store']);
  });

  test('by calling onError for every failure', async () => {
    const answer = await ask('ownError', bearer(keys.valid));
    expect(answer.published).toMatch(/Error/);
    expect(answer.ours).toEqual({ status: 503, body: { message: 'string' } });
  });
});
