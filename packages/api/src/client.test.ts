import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { json, problem, type StubServer, startStubServer, success } from '../test/stub-server.js';
import { Unkey } from './client.js';
import { UnkeyCore } from './core.js';
import { InvalidRequestError, NotFoundErrorResponse, UnauthorizedErrorResponse } from './errors.js';
import { apisGetApi } from './generated/functions.js';
import { operations } from './generated/operations.js';

let server: StubServer;
let unkey: Unkey;

beforeEach(async () => {
  server = await startStubServer();
  unkey = new Unkey({ rootKey: 'root_key', serverURL: server.url });
});

afterEach(() => server.close());

test('resolves to the envelope of the answer', async () => {
  server.reply(success({ keyId: 'key_1', key: 'secret' }));
  const answer = await unkey.keys.createKey({ apiId: 'api_1', name: 'first' });
  expect(answer).toEqual({
    meta: { requestId: 'req_ok' },
    data: { keyId: 'key_1', key: 'secret' },
  });
  expect(server.requests).toMatchObject([
    { path: '/v2/keys.createKey', body: '{"apiId":"api_1","name":"first"}' },
  ]);
});

test('throws a typed error with the detail of the server as its message', async () => {
  server.reply(problem(404, 'unkey/data/api_not_found'));
  const call = unkey.apis.getApi({ apiId: 'api_1' });
  await expect(call).rejects.toBeInstanceOf(NotFoundErrorResponse);
  await expect(call).rejects.toThrow('What went wrong: unkey/data/api_not_found.');
});

test('has a method for every operation, with and without `safe`', () => {
  for (const [group, actions] of Object.entries(operations)) {
    for (const action of Object.keys(actions)) {
      expect(unkey).toHaveProperty([group, action], expect.any(Function));
      expect(unkey).toHaveProperty(['safe', group, action], expect.any(Function));
    }
  }
});

test('has methods that work without their namespace', async () => {
  server.reply(success({ valid: true, code: 'VALID', keyId: 'key_1', enabled: true }));
  const { verifyKey } = unkey.keys;
  const { data } = await verifyKey({ key: 'k' });
  expect(data.valid).toBe(true);
});

test('`withResponse` resolves to the request id, the status and the headers too', async () => {
  server.reply(json(200, { meta: { requestId: 'req_ok' }, data: {} }, { 'x-node': 'a' }));
  const call = unkey.apis.deleteApi({ apiId: 'api_1' });
  const { value, requestId, status, headers } = await call.withResponse();
  expect(value).toEqual(await call);
  expect({ requestId, status }).toEqual({ requestId: 'req_ok', status: 200 });
  expect(headers.get('x-node')).toBe('a');
  expect(server.requests).toHaveLength(1);
});

test('`withResponse` alone handles a failure, even if nothing else is awaited', async () => {
  server.reply(problem(404));
  const whole = unkey.apis.getApi({ apiId: 'api_1' }).withResponse();
  // An unhandled rejection fails the test run.
  await expect(whole).rejects.toBeInstanceOf(NotFoundErrorResponse);
});

describe('a standalone function', () => {
  test('does what the safe method does, with a core or a whole client', async () => {
    server.reply(success({ id: 'api_1', name: 'payments' }));
    const core = new UnkeyCore({ rootKey: 'root_key', serverURL: server.url });
    for (const client of [core, unkey]) {
      const result = await apisGetApi(client, { apiId: 'api_1' });
      expect(result).toEqual(await unkey.safe.apis.getApi({ apiId: 'api_1' }));
      expect(result.ok && result.value.data.name).toBe('payments');
    }
  });

  test('resolves to the error', async () => {
    server.reply(problem(404));
    const result = await apisGetApi(unkey, { apiId: 'api_1' });
    expect(result.ok || result.error).toBeInstanceOf(NotFoundErrorResponse);
  });
});

describe('debugLogger', () => {
  test('gets a line for every step, without secrets', async () => {
    server.reply(problem(429), json(400, { error: { detail: 'secret_key is no key' } }));
    const lines: string[] = [];
    const debugLogger = { log: (line: string) => lines.push(line) };
    const client = new Unkey({ rootKey: 'root_key', serverURL: server.url, debugLogger });
    await client.safe.keys.verifyKey({ key: 'secret_key' });
    expect(lines.map((line) => line.replace(/[\d.]+ ms/, '<time>'))).toEqual([
      '> keys.verifyKey attempt 1',
      '< keys.verifyKey 429 req_bad <time>',
      '~ keys.verifyKey again in <time>',
      '> keys.verifyKey attempt 2',
      '< keys.verifyKey 400 undefined <time>',
      '! keys.verifyKey http/400',
    ]);
  });
});

describe('safe', () => {
  test('resolves to the value', async () => {
    server.reply(success({ id: 'api_1', name: 'payments' }));
    const result = await unkey.safe.apis.getApi({ apiId: 'api_1' });
    expect(result).toEqual({
      ok: true,
      value: { meta: { requestId: 'req_ok' }, data: { id: 'api_1', name: 'payments' } },
    });
  });

  test('resolves to the error, whatever went wrong', async () => {
    server.reply(problem(401, 'unkey/authentication/key_not_found'));
    const refused = await unkey.safe.apis.getApi({ apiId: 'api_1' });
    expect(refused).toMatchObject({ ok: false, error: expect.any(UnauthorizedErrorResponse) });
    const whole = await unkey.safe.apis.getApi({ apiId: 'api_1' }).withResponse();
    expect(whole).toMatchObject({ ok: false, error: expect.any(UnauthorizedErrorResponse) });
    const invalid = await unkey.safe.apis.getApi({ apiId: 'api_1' }, { timeoutMs: -1 });
    expect(invalid).toMatchObject({ ok: false, error: expect.any(InvalidRequestError) });
  });
});
