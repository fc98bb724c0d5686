import { createRequire } from 'node:module';
import {
  InternalServerErrorResponse,
  RequestTimeoutError,
  ResponseValidationError,
  UnkeyError,
} from '@unlatch/api';
import * as core from '@unlatch/api/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { Ratelimit, type RatelimitConfig, type RatelimitResponse } from '../src/index.js';
import {
  cut,
  type Fault,
  type FaultyServer,
  problem,
  stall,
  startFaultyServer,
} from './faulty-server.js';

const pass: RatelimitResponse = { success: true, limit: 0, remaining: 0, reset: 0 };
const refuse: RatelimitResponse = { ...pass, success: false };

let server: FaultyServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function limiterOf(fault: Fault, options: Partial<RatelimitConfig>): Promise<Ratelimit> {
  server = await startFaultyServer(fault);
  const common = { namespace: 'n', limit: 10, duration: '1m', rootKey: 'root_key' } as const;
  return new Ratelimit({ ...common, serverURL: server.url, ...options });
}

describe('defects of @unkey/ratelimit 2.1.4 that this package does not have', () => {
  test.each([500, 502, 503])('R1: when the service answers %i, onError decides', async (status) => {
    const onError = vi.fn(() => pass);
    const limiter = await limiterOf(problem(status), {
      onError,
      timeout: { ms: 20_000, fallback: refuse },
    });
    const result = await limiter.limit('user_1');
    expect(result).toMatchObject({ success: true, source: 'fallback', error: { status } });
    expect(onError).toHaveBeenCalledExactlyOnceWith(result.error, 'user_1');
    expect(server?.requests()).toBe(1);
  });

  test('R2: a request that times out is aborted and not retried', async () => {
    const limiter = await limiterOf(stall, { timeout: { ms: 50, fallback: pass } });
    const result = await limiter.limit('user_1');
    expect(result).toMatchObject({ success: true, source: 'fallback' });
    expect(result.error).toBeInstanceOf(RequestTimeoutError);
    await server?.abandoned;
    expect(server?.requests()).toBe(1);
  });

  test.each<[string, Fault, Partial<RatelimitConfig>]>([
    ['timeout.fallback', stall, { timeout: { ms: 50, fallback: throwing } }],
    [
      'a rejecting timeout.fallback',
      stall,
      { timeout: { ms: 50, fallback: async () => throwing() } },
    ],
    ['onError', problem(500), { onError: throwing }],
    ['onFailure', problem(500), { onFailure: throwing }],
  ])('R5: the call rejects with what %s throws', async (_, fault, options) => {
    const limiter = await limiterOf(fault, options);
    await expect(limiter.limit('user_1')).rejects.toThrow('from the fallback');
  });

  test('R6: onError gets the error with its class, status and request id', async () => {
    let seen: Error | undefined;
    const limiter = await limiterOf(problem(500), {
      onError(error) {
        seen = error;
        return pass;
      },
    });
    await limiter.limit('user_1');
    expect(seen).toBeInstanceOf(InternalServerErrorResponse);
    expect(seen).toMatchObject({ status: 500, requestId: 'req_1', message: 'It answers 500.' });
  });

  test('R7: there is one client, so instanceof works on its errors', async () => {
    expect(manifest.dependencies).toEqual({ '@unlatch/api': 'workspace:^' });
    const limiter = await limiterOf(problem(403), {});
    await expect(limiter.limit('user_1')).rejects.toBeInstanceOf(UnkeyError);
  });

  test('R7: errors of a client from another copy of the package are handled alike', async () => {
    const copy: typeof core = createRequire(import.meta.url)('@unlatch/api/core');
    expect(copy.UnkeyCore).not.toBe(core.UnkeyCore);
    server = await startFaultyServer(problem(500));
    const unkey = new copy.UnkeyCore({ rootKey: 'root_key', serverURL: server.url });
    const common = {
      namespace: 'n',
      limit: 10,
      duration: '1m',
      unkey,
      onFailure: 'allow',
    } as const;
    const limiter = new Ratelimit(common);
    expect(await limiter.limit('user_1')).toMatchObject({
      source: 'fallback',
      error: { status: 500 },
    });
    const { limits } = await limiter.multiLimit([{ identifier: 'user_1' }]);
    expect(limits).toMatchObject([{ success: true }]);
  });
});

function throwing(): never {
  throw new Error('from the fallback');
}

describe('when the service fails', () => {
  const faults: [string, Fault, string][] = [
    ['stalls', stall, 'client/timeout'],
    ['cuts the connection', cut, 'client/connection_failed'],
    ['answers 500', problem(500), 'application/problem'],
    [
      'answers 429 for longer than the timeout',
      problem(429, { 'retry-after': '3600' }),
      'application/problem',
    ],
    ['answers 401', problem(401), 'application/problem'],
  ];

  test.each(faults)('and %s, "allow" allows and "deny" refuses', async (_, fault, code) => {
    const timeout = { ms: 100 };
    const allowing = await limiterOf(fault, { timeout, onFailure: 'allow' });
    const allowed = { success: true, limit: 10, source: 'fallback', error: { code } };
    expect(await allowing.limit('user_1')).toMatchObject(allowed);
    await server?.close();
    const denying = await limiterOf(fault, { timeout, onFailure: 'deny' });
    expect(await denying.limit('user_1')).toMatchObject({ ...allowed, success: false });
  });

  test.each(faults)('and %s, async mode does the same', async (_, fault, code) => {
    const limiter = await limiterOf(fault, {
      timeout: { ms: 100 },
      onFailure: 'allow',
      async: true,
    });
    const allowed = { success: true, source: 'fallback', error: { code } };
    expect(await limiter.limit('user_1')).toMatchObject(allowed);
    await limiter.flush();
  });

  test.each<[string, object]>([
    ['no verdict', {}],
    ['one for another question', { data: { valid: true, code: 'VALID' } }],
    ['one on fewer limits', { data: { passed: true, limits: [] } }],
    ['one that is empty for a limit', { data: { passed: true, limits: [null] } }],
    ['one that is no list', { data: { passed: true, limits: 'x' } }],
  ])('and gives %s, the policy decides, in the background too', async (_, answer) => {
    let isBroken = true;
    const unkey = new core.UnkeyCore({
      rootKey: 'root_key',
      fetch: async () => {
        const data = { success: true, limit: 10, remaining: 9, reset: Date.now() + 60_000 };
        return Response.json({ meta: { requestId: 'req_1' }, ...(isBroken ? answer : { data }) });
      },
    });
    const common = { namespace: 'n', limit: 10, duration: '1m', unkey, async: true } as const;
    const limiter = new Ratelimit({ ...common, onFailure: 'allow' });
    const error = { code: 'client/invalid_response', requestId: 'req_1' };
    const allowed = { success: true, source: 'fallback', error };
    const decided = await limiter.limit('user_1');
    expect(decided).toMatchObject(allowed);
    expect(decided.error).toBeInstanceOf(ResponseValidationError);
    expect(await limiter.multiLimit([{ identifier: 'user_1' }])).toMatchObject(allowed);
    isBroken = false;
    await limiter.limit('user_1');
    await limiter.limit('user_1');
    isBroken = true;
    await limiter.flush();
  });

  test('and the root key cannot be fetched, the policy decides', async () => {
    const rootKey = () => Promise.reject(new Error('the vault is away'));
    const limiter = await limiterOf(problem(500), { rootKey, onFailure: 'allow' });
    expect(await limiter.limit('user_1')).toMatchObject({
      success: true,
      source: 'fallback',
      error: { code: 'client/option_failed' },
    });
    expect(server?.requests()).toBe(0);
  });

  test('and there is no policy, a timeout is refused and other errors are thrown', async () => {
    const late = await limiterOf(stall, { timeout: { ms: 50 } });
    expect(await late.limit('user_1')).toMatchObject({ success: false, source: 'fallback' });
    await server?.close();
    const broken = await limiterOf(problem(500), {});
    await expect(broken.limit('user_1')).rejects.toMatchObject({ status: 500 });
  });

  test('a function gets the error and decides, and the more specific option comes first', async () => {
    const onFailure = vi.fn(() => 'allow' as const);
    const limiter = await limiterOf(problem(500), { onFailure, onError: () => refuse });
    expect(await limiter.limit('user_1')).toMatchObject({ success: false });
    expect(onFailure).not.toHaveBeenCalled();
    await server?.close();
    const other = await limiterOf(problem(500), {
      onFailure: ({ identifier, error }) => ({
        ...pass,
        limit: error.status ?? 0,
        overrideId: identifier,
      }),
    });
    expect(await other.limit('user_1')).toMatchObject({ limit: 500, overrideId: 'user_1' });
  });

  test('the policy decides on each item of a batch', async () => {
    const limiter = await limiterOf(problem(500), {
      onError: (_, identifier) => ({ ...pass, success: identifier !== 'user_2' }),
    });
    const items = [{ identifier: 'user_1' }, { identifier: 'user_2', namespace: 'other' }];
    expect(await limiter.multiLimit(items)).toMatchObject({
      success: false,
      source: 'fallback',
      error: { status: 500 },
      limits: [
        { identifier: 'user_1', namespace: 'n', success: true },
        { identifier: 'user_2', namespace: 'other', success: false },
      ],
    });
  });

  test.each([400, 413])('no policy allows a request that is itself wrong: %i', async (status) => {
    const limiter = await limiterOf(problem(status), { onFailure: 'allow', onError: () => pass });
    await expect(limiter.limit('x'.repeat(600))).rejects.toMatchObject({ status });
  });
});
