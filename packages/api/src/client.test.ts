import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { problem, type StubServer, startStubServer, success } from '../test/stub-server.js';
import { Unkey } from './client.js';
import { InvalidRequestError, NotFoundErrorResponse, UnauthorizedErrorResponse } from './errors.js';
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
    const invalid = await unkey.safe.apis.getApi({ apiId: 'api_1' }, { timeoutMs: -1 });
    expect(invalid).toMatchObject({ ok: false, error: expect.any(InvalidRequestError) });
  });
});
