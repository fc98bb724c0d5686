import { readFileSync } from 'node:fs';
import {
  compileExamples,
  type RunningService,
  runExample,
  type SeededKeys,
  seedKeys,
  startService,
} from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

type Apps = typeof import('./published-program.js');

const readme = new URL('../README.md', import.meta.url);
const published = readFileSync(new URL('published-program.ts', import.meta.url), 'utf8');
const page = readFileSync(new URL('../../../docs/compatibility.md', import.meta.url), 'utf8');
/** The line that the page on compatibility says to change. */
const [, from = '', to = ''] =
  /^\| `from '(@unkey\/hono)'` \| `from '(\S+)'` \|$/m.exec(page) ?? [];
const ours = published.replace(`'${from}'`, `'${to}'`);

let service: RunningService;
let keys: SeededKeys;
let apps: { published: Apps; ours: Apps };

beforeAll(async () => {
  service = await startService();
  keys = await seedKeys(service);
  vi.stubEnv('UNKEY_ROOT_KEY', service.rootKey);
  vi.stubEnv('UNLATCH_URL', service.url);
  // `@unkey/hono` has no option for the address of the service, and its client reads none from the
  // environment. So its requests are redirected to ours; only the host changes.
  const send = globalThis.fetch;
  vi.stubGlobal('fetch', (input: string | Request, init?: RequestInit) => {
    if (typeof input === 'string') return send(input, init);
    const { host, pathname } = new URL(input.url);
    if (host !== 'api.unkey.com') throw new Error(`no request should go to ${host}`);
    return send(new Request(service.url + pathname, input), init);
  });
  // Hono prints unhandled errors.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  apps = {
    published: await import('./published-program.js'),
    ours: await runExample<Apps>(readme, ours),
  };
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await service?.stop();
});

interface Answer {
  status: number;
  body: unknown;
}

async function ask(app: keyof Apps, path: string, headers: Record<string, string> = {}) {
  async function answerOf(version: keyof typeof apps): Promise<Answer> {
    const response = await apps[version][app].request(path, { headers });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }
  return { published: await answerOf('published'), ours: await answerOf('ours') };
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

test('programs compile after their import is changed', () => {
  expect(ours).not.toBe(published);
  expect(compileExamples(readme, [ours])).toEqual([]);
  expect(compileExamples(readme, [ours.replace('.data.keyId', '.data.no')])).not.toEqual([]);
});

describe('both packages answer the same', () => {
  test('to a valid key', async () => {
    for (const [app, path, headers] of [
      ['quickstart', '/', bearer(keys.valid)],
      ['careless', '/', bearer(keys.valid)],
      ['ownKey', `/?api_key=${keys.valid}`, {}],
      ['ownAnswer', '/', { 'x-api-key': keys.valid }],
      ['permissions', '/', bearer(keys.valid)],
      ['ownTags', '/', bearer(keys.valid)],
    ] as const) {
      const answer = await ask(app, path, headers);
      expect(answer.ours).toEqual(answer.published);
      expect(answer.ours.status).toBe(200);
    }
  });

  test('to a request without a key, except for fields that we add', async () => {
    for (const app of ['quickstart', 'careless', 'ownKey', 'permissions', 'ownTags'] as const) {
      const answer = await ask(app, '/');
      expect(answer.published).toEqual({ status: 401, body: { error: 'unauthorized' } });
      expect(answer.ours).toMatchObject(answer.published);
    }
    const answer = await ask('ownAnswer', '/');
    expect(answer.ours).toEqual({ status: 400, body: 'no key' });
    expect(answer.ours).toEqual(answer.published);
  });

  test('to a refused key in a program that handles it', async () => {
    for (const key of [keys.disabled, keys.expired, 'unknown']) {
      const own = await ask('ownAnswer', '/', { 'x-api-key': key });
      expect(own.ours).toEqual(own.published);
      expect(own.ours.status).toBe(418);
      const quick = await ask('quickstart', '/', bearer(key));
      expect(quick.ours).toMatchObject(quick.published);
    }
    const powerless = await ask('permissions', '/', bearer(keys.powerless));
    expect(powerless.ours).toEqual(powerless.published);
    expect(powerless.ours.body).toEqual({ reason: 'INSUFFICIENT_PERMISSIONS' });
  });
});

describe('our package differs', () => {
  test('by not letting a refused key reach a handler that does not test the verdict', async () => {
    const answer = await ask('careless', '/', bearer('unknown'));
    expect(answer.published).toEqual({ status: 200, body: { secret: 42 } });
    expect(answer.ours).toMatchObject({ status: 401, body: { code: 'NOT_FOUND' } });
  });

  test('by not treating the password of another scheme as a key', async () => {
    const { ours } = await ask('quickstart', '/', { authorization: `Basic ${keys.valid}` });
    expect(ours).toMatchObject({ status: 401, body: { code: 'MISSING_KEY' } });
  });

  test('by calling onError for every failure', async () => {
    const answer = await ask('ownError', '/', bearer(keys.valid));
    expect(answer.published.status).toBe(500);
    expect(answer.ours).toEqual({ status: 503, body: { message: 'string' } });
  });
});
