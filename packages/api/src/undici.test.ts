import { Agent } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hang, problem, type StubServer, startStubServer, success } from '../test/stub-server.js';
import { Unkey } from './client.js';
import { RequestAbortedError } from './errors.js';
import { undiciFetch } from './undici.js';

let server: StubServer;
let agent: Agent;

beforeEach(async () => {
  server = await startStubServer();
  agent = new Agent({ connections: 1 });
});

afterEach(async () => {
  await agent.destroy();
  await server.close();
});

function connect(): Unkey {
  const fetch = undiciFetch(agent);
  return new Unkey({ rootKey: 'root_key', serverURL: `${server.url}/base`, fetch });
}

test('sends the same request and reads the same answer as the global fetch', async () => {
  server.reply(success({ id: 'api_1' }));
  const { value, headers } = await connect().apis.getApi({ apiId: 'api_1' }).withResponse();
  expect(value.data).toEqual({ id: 'api_1' });
  expect(headers.get('content-type')).toBe('application/json');
  expect(server.requests).toMatchObject([
    {
      method: 'POST',
      path: '/base/v2/apis.getApi',
      body: '{"apiId":"api_1"}',
      headers: { authorization: 'Bearer root_key', 'content-type': 'application/json' },
    },
  ]);
});

test('keeps the connection for the next call', async () => {
  server.reply(success({}));
  const unkey = connect();
  const [first, second] = [unkey.apis.getApi({ apiId: 'a' }), server.nextRequest()];
  await first;
  const again = unkey.apis.getApi({ apiId: 'a' });
  const sockets = [(await second).socket, (await server.nextRequest()).socket];
  await again;
  expect(sockets[0] === sockets[1]).toBe(true);
});

test('gives errors the class of their status', async () => {
  server.reply(problem(404, 'unkey/data/api_not_found'));
  const result = await connect().safe.apis.getApi({ apiId: 'a' });
  expect(result.error).toMatchObject({ name: 'NotFoundErrorResponse', code: 'data/api_not_found' });
});

test('ends the request when the call is aborted', async () => {
  server.reply(hang);
  const controller = new AbortController();
  const { signal } = controller;
  const result = connect().safe.apis.getApi({ apiId: 'a' }, { signal });
  const { socket } = await server.nextRequest();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  controller.abort();
  expect((await result).error).toBeInstanceOf(RequestAbortedError);
  await closed;
});

test('reports that the server could not be reached', async () => {
  await server.close();
  const result = await connect().safe.apis.getApi({ apiId: 'a' }, { retry: { attempts: 1 } });
  expect(result.error?.message).toBe('the server could not be reached (ECONNREFUSED)');
});
