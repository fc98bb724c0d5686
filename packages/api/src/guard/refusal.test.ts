import { describe, expect, test } from 'vitest';
import { APIError, ConnectionError, InvalidRequestError, RequestTimeoutError } from '../errors.js';
import type { UnkeyError } from '../unkey-error.js';
import type { RefusedKey } from '../verify.js';
import { classify, type Refused } from './guard.js';
import { refusal } from './refusal.js';

const nowMs = Date.UTC(2026, 0, 1);
const meta = { requestId: 'req_1' };
const json = { 'content-type': 'application/json' };

function refused(code: RefusedKey['code'], fields: Partial<RefusedKey> = {}): Refused {
  const data: RefusedKey = {
    valid: false,
    keyId: 'key_1',
    keyspaceId: 'ks_1',
    enabled: true,
    ...fields,
    code,
  };
  return { kind: 'invalid', verification: { ...data, meta, data } };
}

function failed(error: UnkeyError): Refused {
  return { kind: 'failed', error };
}

function answered(status: number, retryAfterMs?: number): UnkeyError {
  const details = {
    status,
    code: `http/${status}`,
    detail: 'root key secret_1',
    requestId: 'req_2',
  };
  return new APIError({ ...details, retryAfterMs }, { headers: new Headers(), body: 'secret_2' });
}

const limit = { id: 'rl_1', name: 'requests', duration: 60_000, autoApply: true, exceeded: true };

describe('a request without a key', () => {
  test('gets an answer that says where the key belongs', () => {
    const { status, headers, body } = refusal({ kind: 'missing' });
    expect({ status, headers }).toEqual({
      status: 401,
      headers: { ...json, 'www-authenticate': 'Bearer' },
    });
    expect(body).toEqual({
      error: 'unauthorized',
      code: 'MISSING_KEY',
      message: expect.stringContaining('Authorization: Bearer'),
    });
  });
});

describe('a key that is refused', () => {
  test.each([
    ['EXPIRED', 401, 'unauthorized', { 'www-authenticate': 'Bearer error="invalid_token"' }],
    ['DISABLED', 401, 'unauthorized', { 'www-authenticate': 'Bearer error="invalid_token"' }],
    [
      'INSUFFICIENT_PERMISSIONS',
      403,
      'forbidden',
      { 'www-authenticate': 'Bearer error="insufficient_scope"' },
    ],
    ['FORBIDDEN', 403, 'forbidden', {}],
    ['USAGE_EXCEEDED', 429, 'too_many_requests', {}],
    ['RATE_LIMITED', 429, 'too_many_requests', {}],
  ] as const)('as %s gets a %i', (code, status, error, headers) => {
    expect(refusal(refused(code), nowMs)).toEqual({
      status,
      headers: { ...json, ...headers },
      body: { error, code, message: expect.stringMatching(/^[A-Z].*\.$/), requestId: 'req_1' },
    });
  });

  test('for a reason that this version does not know gets a 403', () => {
    const { status, body } = refusal(refused(JSON.parse('"PAUSED"')));
    expect({ status, body }).toMatchObject({
      status: 403,
      body: { error: 'forbidden', code: 'PAUSED', message: expect.any(String) },
    });
  });

  test('gets none of the data that is stored with it', () => {
    const told = refusal(refused('DISABLED', { name: 'hidden', meta: { plan: 'hidden' } }));
    expect(JSON.stringify(told)).not.toMatch(/hidden|key_1/);
  });
});

describe('a key that is over its limits', () => {
  test('gets the headers of the exceeded limit that ends last', () => {
    const ratelimits = [
      { ...limit, limit: 10, remaining: 0, reset: nowMs + 1_000 },
      { ...limit, limit: 20, remaining: 3, reset: nowMs + 2_001 },
      { ...limit, limit: 30, remaining: 30, reset: nowMs + 9_000, exceeded: false },
    ];
    expect(refusal(refused('RATE_LIMITED', { ratelimits }), nowMs).headers).toEqual({
      ...json,
      'ratelimit-limit': '20',
      'ratelimit-remaining': '3',
      'ratelimit-reset': '3',
      'retry-after': '3',
    });
  });

  test('gets a wait of at least a second', () => {
    const ratelimits = [{ ...limit, limit: 1, remaining: 0, reset: nowMs - 50 }];
    const { headers } = refusal(refused('RATE_LIMITED', { ratelimits }), nowMs);
    expect(headers['retry-after']).toBe('1');
  });
});

describe('a failed check', () => {
  const body = { error: 'service_unavailable', code: 'VERIFICATION_FAILED' };
  const optionFailed = 'client/option_failed';

  test.each<[string, UnkeyError]>([
    ['no connection', new ConnectionError({ code: 'client/connection_failed', detail: 'no' })],
    ['no answer in time', new RequestTimeoutError({ code: 'client/timeout', detail: 'no' })],
    ['a vault that is away', new InvalidRequestError('no', { code: optionFailed, cause: 'no' })],
    ...[408, 429, 500, 502, 503].map((status): [string, UnkeyError] => [
      `${status}`,
      answered(status),
    ]),
  ])('because of %s names a time to retry', (_cause, error) => {
    const told = refusal(failed(error));
    expect(told).toMatchObject({ status: 503, body });
    expect(told.headers).toEqual({ ...json, 'retry-after': '5' });
  });

  test('names the time to retry that the service names', () => {
    expect(refusal(failed(answered(503, 12_300))).headers['retry-after']).toBe('13');
    expect(refusal(failed(answered(503, Infinity))).headers['retry-after']).toBe('3600');
  });

  test.each([
    ['a root key that is refused', answered(401)],
    ['a root key that may not verify', answered(403)],
    ['options that the service does not take', answered(400)],
    ['a root key that is missing', new InvalidRequestError('no root key')],
  ])('because of %s is a 500, without a time to retry', (_cause, error) => {
    const told = refusal(failed(error));
    expect(told).toMatchObject({ status: 500, headers: json, body: { error: 'internal_error' } });
    expect(told.headers).toEqual(json);
  });

  test('contains the id of the request and nothing else from the service', () => {
    const told = refusal(failed(answered(401)));
    expect(told.body.requestId).toBe('req_2');
    expect(JSON.stringify(told)).not.toMatch(/root|secret|401/);
  });
});

test('the fields of the verdict stand beside the answer, which keeps its own meta', () => {
  const outcome = classify({
    ok: true,
    value: {
      value: {
        meta,
        data: {
          valid: true,
          code: 'VALID',
          keyId: 'key_1',
          keyspaceId: 'ks_1',
          enabled: true,
          meta: { plan: 'pro' },
        },
      },
      ...meta,
      status: 200,
      headers: new Headers(),
    },
  });
  expect(outcome).toMatchObject({
    kind: 'valid',
    verification: { keyId: 'key_1', valid: true, meta, data: { meta: { plan: 'pro' } } },
  });
});
