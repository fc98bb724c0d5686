import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type RunningService, type SeededKeys, seedKeys, startService } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readmeBlocks, startApp } from './start-app.js';

const paths = [
  ['a route handler', '/api/orders'],
  ['a route handler with a parameter', '/api/orders/order_1'],
  ['an API route of the Pages Router', '/api/invoices'],
  ['a route behind the proxy', '/partners/orders'],
] as const;

let service: RunningService;
let app: Awaited<ReturnType<typeof startApp>>;

beforeAll(async () => {
  service = await startService();
  app = await startApp({ UNLATCH_ROOT_KEY: service.rootKey, UNLATCH_URL: service.url });
}, 300_000);
afterAll(async () => {
  await app?.stop();
  await service?.stop();
});

async function ask(path: string, authorization?: string, init: RequestInit = {}) {
  const headers = new Headers(init.headers);
  if (authorization !== undefined) headers.set('authorization', authorization);
  const response = await fetch(app.url + path, { ...init, headers });
  const body: unknown = await response.json();
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

describe.each(paths)('%s', (_kind, path) => {
  let keys: SeededKeys;
  beforeAll(async () => {
    keys = await seedKeys(service);
  });

  test('serves the owner of a valid key', async () => {
    expect((await ask(path, `Bearer ${keys.valid}`)).status).toBe(200);
  });

  test.each([
    ['no key', undefined, 'MISSING_KEY'],
    ['another scheme', 'Basic dXNlcjpwYXNz', 'MISSING_KEY'],
    ['a header that is no credential', 'Bearer', 'MISSING_KEY'],
    ['an unknown key', 'Bearer unknown', 'NOT_FOUND'],
    ['a value that is far too long', `Bearer ${'x'.repeat(4000)}`, 'NOT_FOUND'],
  ])('answers 401 to %s', async (_what, authorization, code) => {
    const answer = await ask(path, authorization);
    expect(answer).toMatchObject({ status: 401, body: { error: 'unauthorized', code } });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  test.each(['disabled', 'expired'] as const)('answers 401 to a key that is %s', async (name) => {
    expect(await ask(path, `Bearer ${keys[name]}`)).toMatchObject({
      status: 401,
      body: { code: name.toUpperCase() },
    });
  });

  test('answers 403 to a key that lacks the permission', async () => {
    expect(await ask(path, `Bearer ${keys.powerless}`)).toMatchObject({
      status: 403,
      body: { error: 'forbidden', code: 'INSUFFICIENT_PERMISSIONS' },
    });
  });

  test('answers 429 over the limit, with the time to retry', async () => {
    expect(await ask(path, `Bearer ${keys.limited}`)).toMatchObject({ status: 200 });
    expect(await ask(path, `Bearer ${keys.limited}`)).toMatchObject({
      status: 429,
      headers: {
        'retry-after': expect.stringMatching(/^[1-9]\d*$/),
        'ratelimit-limit': '1',
        'ratelimit-remaining': '0',
      },
      body: { error: 'too_many_requests', code: 'RATE_LIMITED' },
    });
  });

  test('answers 429 when the credits are used up', async () => {
    expect(await ask(path, `Bearer ${keys.spendable}`)).toMatchObject({ status: 200 });
    expect(await ask(path, `Bearer ${keys.spendable}`)).toMatchObject({
      status: 429,
      body: { code: 'USAGE_EXCEEDED' },
    });
  });
});

describe('the app', () => {
  test('takes the customer from the key, and not from a header of the client', async () => {
    const { valid } = await seedKeys(service);
    const headers = { 'x-customer': 'somebody_else' };
    for (const path of ['/api/orders', '/api/invoices', '/partners/orders']) {
      const { body } = await ask(path, `Bearer ${valid}`, { headers });
      expect(body).toMatchObject({ customer: 'customer_1' });
    }
  });

  test('needs another permission for an order than for reading', async () => {
    const { valid } = await seedKeys(service);
    const order = { method: 'POST', body: '{"item":"boots"}' };
    expect((await ask('/api/orders', `Bearer ${valid}`, order)).status).toBe(403);
  });
});

describe('the README', () => {
  test('has commands that build packages that exist, with the pnpm of the repository', () => {
    const root: { packageManager: string; scripts: Record<string, string> } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    );
    // Without the hash, which npx does not know.
    const [pnpm] = root.packageManager.split('+');
    const commands = readmeBlocks('sh').join('\n');
    expect(commands).toContain(`npx --yes ${pnpm} install\n`);
    expect(commands).toContain(`npx --yes ${pnpm} build\n`);
    expect(Object.keys(root.scripts)).toEqual(expect.arrayContaining(['start', 'build']));
  });

  test('has commands to try it, which print what the page shows', () => {
    const script = readmeBlocks('sh')
      .filter((block) => block.includes('curl'))
      .join('\n')
      .replaceAll('http://localhost:3000', app.url);
    const printed = execFileSync('bash', ['-euo', 'pipefail', '-c', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, UNLATCH_URL: service.url, UNLATCH_ROOT_KEY: service.rootKey },
    });
    expect(withoutIds(printed)).toBe(withoutIds(readmeBlocks('json', 'text').join('')));
  });
});

describe('without the service', () => {
  beforeAll(() => service.kill());

  test.each(paths)('%s answers 503 to a key, with a time to retry', async (_kind, path) => {
    expect(await ask(path, 'Bearer some_key')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { error: 'service_unavailable', code: 'VERIFICATION_FAILED' },
    });
    expect(await ask(path)).toMatchObject({ status: 401, body: { code: 'MISSING_KEY' } });
  });

  test('the app is still up', async () => {
    expect(await ask('/api/health')).toMatchObject({ status: 200, body: { ok: true } });
  });
});

/** The output without line ends, because answers have none, and without request ids. */
function withoutIds(output: string): string {
  return output.replace(/req_[\w.]+/g, 'req').replaceAll('\n', '');
}
