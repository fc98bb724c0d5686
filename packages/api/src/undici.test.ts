import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { Agent } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  encoded,
  hang,
  problem,
  type StubServer,
  startStubServer,
  success,
} from '../test/stub-server.js';
import { Unkey } from './client.js';
import { RequestAbortedError } from './errors.js';
import { ANSWER_BYTES_MAX } from './read-body.js';
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
  expect(result.error?.message).toBe(`${server.url}/base could not be reached (ECONNREFUSED)`);
});

const envelope = JSON.stringify({ meta: { requestId: 'req_1' }, data: { id: 'Zoë' } });

test.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['identity', Buffer.from],
  ['GZIP, Br', (text: string) => brotliCompressSync(gzipSync(text))],
] as const)('reads an answer in %s, although it asked for none', async (coding, compress) => {
  server.reply(encoded(coding, compress(envelope)));
  const { data } = await connect().apis.getApi({ apiId: 'a' });
  expect(data).toEqual({ id: 'Zoë' });
  expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
});

test('asks for the encoding that the call asks for', async () => {
  server.reply(success({}));
  await connect().apis.getApi({ apiId: 'a' }, { headers: { 'accept-encoding': 'br' } });
  expect(server.requests[0]?.headers['accept-encoding']).toBe('br');
});

test('says which encoding it cannot read', async () => {
  server.reply(encoded('zstd', Buffer.from('any')));
  const { error } = await connect().safe.apis.getApi({ apiId: 'a' });
  expect(error).toMatchObject({
    name: 'ResponseValidationError',
    message: 'the server answered 200 in the content encoding "zstd"',
  });
});

test('an answer that was compressed and cut off is a broken connection', async () => {
  server.reply(encoded('gzip', gzipSync(envelope).subarray(0, 20)));
  const retry = { attempts: 1 };
  const { error } = await connect().safe.apis.getApi({ apiId: 'a' }, { retry });
  expect(error).toMatchObject({ code: 'client/connection_failed' });
});

test.each([
  ['a few compressed bytes that become many', 'gzip', gzipSync(Buffer.alloc(ANSWER_BYTES_MAX + 1))],
  ['many bytes', 'identity', Buffer.alloc(ANSWER_BYTES_MAX + 1, ' ')],
])('does not read %s', async (_what, coding, bytes) => {
  server.reply(encoded(coding, bytes));
  const { error } = await connect().safe.apis.getApi({ apiId: 'a' });
  expect(error).toMatchObject({
    code: 'client/invalid_response',
    message: `the server answered 200 with more than ${ANSWER_BYTES_MAX} bytes`,
  });
});
