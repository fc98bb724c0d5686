import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  json,
  problem,
  reset,
  type StubServer,
  startStubServer,
  success,
} from '../../test/stub-server.js';
import { UnkeyCore } from '../core.js';
import { ResponseValidationError } from '../errors.js';
import { createGuard, type Guard } from './guard.js';
import { reportFailure } from './report.js';

const valid = { valid: true, code: 'VALID', keyId: 'key_1', enabled: true };

let server: StubServer;
beforeAll(async () => {
  server = await startStubServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
  server.reply(success(valid));
});

const connection = () => ({ serverURL: server.url, rootKey: 'root_secret' });

function bodies(): unknown[] {
  return server.requests.map((request) => JSON.parse(request.body));
}

describe('the request to the service', () => {
  test('is not sent if there is no key', async () => {
    const guard = createGuard(connection());
    for (const key of [undefined, null, '']) {
      expect(await guard(key, {})).toEqual({ kind: 'missing' });
    }
    expect(server.requests).toEqual([]);
  });

  test('contains only the key unless there are options', async () => {
    await createGuard(connection())('key_secret', {});
    expect(bodies()).toEqual([{ key: 'key_secret' }]);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer root_secret');
  });

  test('contains every option, a fixed value or the result of a function of the request', async () => {
    const ratelimits = [{ name: 'requests', cost: 2 }];
    const values = { permissions: 'a AND b', tags: ['x'], ratelimits, migrationId: 'mig_1' };
    await createGuard({ ...connection(), ...values, cost: 0, ip: '10.0.0.1' })('k', {});
    await createGuard<{ path: string }>({
      ...connection(),
      permissions: () => values.permissions,
      tags: async ({ path }) => [path],
      ratelimits: () => ratelimits,
      migrationId: () => values.migrationId,
      cost: ({ path }) => path.length,
      ip: async () => undefined,
    })('k', { path: '/long' });
    expect(bodies()).toEqual([
      { key: 'k', ...values, credits: { cost: 0 }, ip: '10.0.0.1' },
      { key: 'k', ...values, credits: { cost: 5 }, tags: ['/long'] },
    ]);
  });

  test('goes through the client of the option `unkey`', async () => {
    const unkey = new UnkeyCore({ serverURL: server.url, rootKey: 'other' });
    await createGuard({ unkey, rootKey: 'not_this' })('k', {});
    expect(server.requests[0]?.headers.authorization).toBe('Bearer other');
  });
});

describe('the service is asked for each request, even if a framework caches fetch', () => {
  /**
   * The options for `fetch` about a cache in two checks: with a client of ours and with another
   * client.
   */
  async function told(): Promise<{ cache: unknown; check: string | null }[]> {
    const send = vi.spyOn(globalThis, 'fetch');
    const options = [connection(), { unkey: new UnkeyCore(connection()) }];
    for (const option of options) await createGuard(option)('k', {});
    return send.mock.calls.map(([, init]) => ({
      cache: init?.cache,
      check: new Headers(init?.headers).get('x-unlatch-check'),
    }));
  }

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  test('by an option, and by a header that no other check has', async () => {
    const [first, second] = await told();
    expect([first?.cache, second?.cache]).toEqual(['no-store', 'no-store']);
    expect(first?.check).toMatch(/^\d+-0/);
    expect(second?.check).not.toBe(first?.check);
  });

  test.each([
    ['does not know the option', class {}],
    ['has no Request', undefined],
  ])('by the header alone where the runtime %s', async (_which, Request) => {
    vi.stubGlobal('Request', Request);
    const [first, second] = await told();
    expect([first?.cache, second?.cache]).toEqual([undefined, undefined]);
    expect(first?.check).not.toBe(second?.check);
  });
});

describe('the outcome', () => {
  async function outcome(guard: Guard<object> = createGuard(connection())) {
    return guard('key_secret', {});
  }

  test('is valid only if the service says so', async () => {
    expect(await outcome()).toMatchObject({ kind: 'valid', verification: { data: valid } });
    const refused = { ...valid, valid: false, code: 'EXPIRED' };
    server.reply(success(refused));
    expect(await outcome()).toMatchObject({ kind: 'invalid', verification: { data: refused } });
  });

  test.each([
    ['an error', problem(500)],
    ['a refused root key', problem(401)],
    ['a broken connection', reset],
    ['something else', json(200, 'VALID')],
    ['an empty verdict', json(200, { meta: { requestId: 'req_1' }, data: {} })],
    ['no verdict', json(200, { meta: { requestId: 'req_1' } })],
    ['a verdict of another type', success({ valid: 'yes', code: 'VALID' })],
  ])('is failed when the answer is %s', async (_what, reply) => {
    server.reply(reply);
    expect((await outcome()).kind).toBe('failed');
  });

  test('without a verdict is the error for malformed answers', async () => {
    const answer = { meta: { requestId: 'req_1' }, data: { valid: 'yes' } };
    server.reply(json(200, answer));
    const refused = await outcome();
    if (refused.kind !== 'failed') throw new Error(refused.kind);
    expect(refused.error).toBeInstanceOf(ResponseValidationError);
    const { code, status, requestId, headers, body } = refused.error;
    expect({ code, status, requestId }).toEqual({
      code: 'client/invalid_response',
      status: 200,
      requestId: 'req_1',
    });
    expect(headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(body)).toEqual(answer);
  });

  test('keeps the original error of a failure', async () => {
    server.reply(problem(403, 'unkey/authorization/forbidden'));
    expect(await outcome()).toMatchObject({
      kind: 'failed',
      error: { name: 'ForbiddenErrorResponse', status: 403, requestId: 'req_bad' },
    });
  });

  test('is failed when no server listens', async () => {
    const gone = await startStubServer();
    await gone.close();
    const guard = createGuard({ serverURL: gone.url, rootKey: 'r' });
    expect(await outcome(guard)).toMatchObject({
      kind: 'failed',
      error: { code: 'client/connection_failed' },
    });
  });

  test('is failed when the time is over', async () => {
    server.reply(() => {});
    expect(await outcome(createGuard({ ...connection(), timeoutMs: 1 }))).toMatchObject({
      kind: 'failed',
      error: { code: 'client/timeout' },
    });
  });

  test('is an unknown key when the service refuses the form of the key', async () => {
    const errors = [{ location: 'body.key', message: 'must be at most 512 characters long' }];
    const error = { title: 'Bad', type: 'x/y', detail: 'invalid', status: 400, errors };
    for (const reply of [json(400, { meta: { requestId: 'req_1' }, error }), json(413, {})]) {
      server.reply(reply);
      expect(await outcome()).toMatchObject({
        kind: 'invalid',
        verification: { code: 'NOT_FOUND' },
      });
    }
  });

  test('does not exist if an option function throws: the guard rejects', async () => {
    const tags = () => {
      throw new Error('mine');
    };
    await expect(outcome(createGuard({ ...connection(), tags }))).rejects.toThrow('mine');
    expect(server.requests).toEqual([]);
  });
});

describe('the report of a failure', () => {
  const quoted = {
    title: 'Bad',
    type: 'x/bad_input',
    detail: 'not a key: key_secret',
    status: 400,
  };

  test.each([
    ['was answered', 'x/bad_input', json(400, { meta: { requestId: 'req_1' }, error: quoted })],
    ['broke off', 'client/connection_failed', reset],
  ])('of a check that %s names its code and no secret', async (_how, code, reply) => {
    const print = vi.fn();
    server.reply(reply);
    const outcome = await createGuard(connection())('key_secret', {});
    if (outcome.kind !== 'failed') throw new Error(outcome.kind);
    reportFailure(outcome.error, print);
    expect(print.mock.calls).toEqual([[expect.stringContaining(code)]]);
    expect(inspect(print.mock.calls)).not.toContain('secret');
  });

  test('can show the error of a lost connection without a secret', async () => {
    server.reply(reset);
    const outcome = await createGuard(connection())('key_secret', {});
    expect(inspect(outcome, { depth: 9 })).not.toContain('secret');
  });
});
