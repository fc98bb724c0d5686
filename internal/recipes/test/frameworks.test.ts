import { type FaultProxy, type SeededKeys, seedKeys, startFaultProxy } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { RunningApp } from './app.js';
import { FRAMEWORKS } from './frameworks.js';
import { readRecipe } from './page.js';
import { type StubService, startStubService } from './stub.js';

/** What every page says of its callers, and what the tests below prove of its app. */
const WHAT_CALLERS_GET = `
## What callers get

| request | answer |
|---|---|
| key with the permission \`orders.read\` | 200 |
| no key | 401 \`MISSING_KEY\` |
| key that is unknown, disabled or expired | 401 with the reason, such as \`NOT_FOUND\` |
| key without the permission | 403 \`INSUFFICIENT_PERMISSIONS\` |
| key over its rate limit | 429 \`RATE_LIMITED\`, with \`Retry-After\` |
| any key, while Unlatch is down, silent or talks nonsense | 503 \`VERIFICATION_FAILED\`, with \`Retry-After\` |
`;

const service = inject('service');
const toolchains = inject('toolchains');
const NEEDS_NOTHING = { is: 'there', env: {}, folder: '' } as const;

for (const { name, needs, start } of FRAMEWORKS) {
  const toolchain = needs === undefined ? NEEDS_NOTHING : toolchains[needs];
  const isMissing = toolchain.is === 'missing';
  const title = isMissing ? `${name} is left out, because ${toolchain.reason}` : name;

  describe.skipIf(isMissing)(title, () => {
    let keys: SeededKeys;
    let proxy: FaultProxy;
    let stub: StubService;
    let app: RunningApp;

    beforeAll(async () => {
      keys = await seedKeys(service);
      stub = await startStubService();
      proxy = await startFaultProxy({ target: targetOf(service.url) });
      const settings = {
        UNLATCH_URL: `http://${proxy.host}:${proxy.port}`,
        UNLATCH_ROOT_KEY: service.rootKey,
      };
      app = await start(settings, toolchain);
    });
    afterAll(async () => {
      await app?.stop();
      await proxy?.close();
      await stub?.close();
    });

    async function ask(authorization?: string) {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const response = await fetch(`${app.url}/orders`, { headers });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text: await response.text(),
      };
    }

    test('the page says what its callers get', () => {
      expect(readRecipe(name).text).toContain(WHAT_CALLERS_GET);
    });

    test('serves the owner of a key with the permission', async () => {
      const { status, text } = await ask(`Bearer ${keys.valid}`);
      expect(status, `${text}\n${app.output()}`).toBe(200);
      expect(text).toContain('"customer_1"');
      expect(text).toContain('umbrella');
    });

    test.each([
      ['no key', undefined, 'MISSING_KEY'],
      ['another scheme', 'Basic dXNlcjpwYXNz', 'MISSING_KEY'],
      ['a header without a token', 'Bearer', 'MISSING_KEY'],
      ['an unknown key', 'Bearer unknown', 'NOT_FOUND'],
      ['a value that is far too long for a key', `Bearer ${'x'.repeat(4000)}`, 'NOT_FOUND'],
    ])('answers 401 to %s', async (_what, authorization, code) => {
      expectRefusal(await ask(authorization), 401, code);
    });

    test('answers 401 to keys that are disabled or expired, and says how to send one', async () => {
      expectRefusal(await ask(`Bearer ${keys.disabled}`), 401, 'DISABLED');
      const expired = await ask(`Bearer ${keys.expired}`);
      expectRefusal(expired, 401, 'EXPIRED');
      expect(expired.headers['www-authenticate']).toMatch(/^Bearer/);
    });

    test('answers 403 to a key without the permission', async () => {
      expectRefusal(await ask(`Bearer ${keys.powerless}`), 403, 'INSUFFICIENT_PERMISSIONS');
    });

    test('answers 429 over the limit of a key, with the time to retry', async () => {
      expect((await ask(`Bearer ${keys.limited}`)).status).toBe(200);
      const answer = await ask(`Bearer ${keys.limited}`);
      expectRefusal(answer, 429, 'RATE_LIMITED');
      expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    });

    test('answers 429 when the credits of a key are used up', async () => {
      expect((await ask(`Bearer ${keys.spendable}`)).status).toBe(200);
      expectRefusal(await ask(`Bearer ${keys.spendable}`), 429, 'USAGE_EXCEEDED');
    });

    describe('while the service', () => {
      test.each([
        ['is down', () => proxy.cut()],
        ['is silent', () => proxy.stall()],
        ['fails', () => answerWith(500, 'application/json', '{"meta":{},"error":{}}')],
        ['answers without a verdict', () => answerWith(200, 'application/json', '{}')],
        ['is another program', () => answerWith(200, 'text/html', '<h1>It works</h1>')],
      ])('%s, answers 503 to every key, with a time to retry', async (_how, breakIt) => {
        breakIt();
        const answer = await ask(`Bearer ${keys.valid}`);
        expectRefusal(answer, 503, 'VERIFICATION_FAILED');
        expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/);
      });

      test('refuses the root key, does not tell the caller that', async () => {
        answerWith(401, 'application/json', '{"meta":{},"error":{"title":"root"}}');
        const { status, text } = await ask(`Bearer ${keys.valid}`);
        expect([500, 503]).toContain(status);
        expect(text).not.toContain('root');
      });

      test('is away, still says that a request has no key; after it, serves again', async () => {
        proxy.cut();
        expectRefusal(await ask(), 401, 'MISSING_KEY');
        proxy.retarget(targetOf(service.url));
        proxy.pass();
        // A connection from before may have to be found broken first.
        await vi.waitFor(async () => expect((await ask(`Bearer ${keys.valid}`)).status).toBe(200));
      });

      function answerWith(status: number, type: string, body: string): void {
        stub.answer = { status, type, body };
        // Connections that are open still lead to the service.
        proxy.cut();
        proxy.retarget(stub);
        proxy.pass();
      }
    });

    function expectRefusal(
      { status, text }: { status: number; text: string },
      expected: number,
      code: string,
    ): void {
      expect({ status, text }, app.output()).toMatchObject({
        status: expected,
        text: expect.stringContaining(`"${code}"`),
      });
    }
  });
}

function targetOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}
