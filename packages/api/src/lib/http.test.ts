import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StubServer, startStubServer, success } from '../../test/stub-server.js';
import { Unkey } from '../client.js';
import { HTTPClient } from './http.js';

let server: StubServer;

beforeEach(async () => {
  server = await startStubServer();
  server.reply(success({}));
});

afterEach(() => server.close());

function connect(httpClient: HTTPClient): Unkey {
  return new Unkey({ rootKey: 'root_key', serverURL: server.url, httpClient });
}

const request = { apiId: 'api_1' };

test('sends the request that its hooks return, and shows them the answer', async () => {
  const seen: unknown[] = [];
  const client = new HTTPClient()
    .addHook('beforeRequest', (sent) => sent.headers.set('x-first', '1'))
    .addHook('beforeRequest', (sent) => new Request(sent, { headers: { 'x-second': '2' } }))
    .addHook('response', (response, sent) => {
      seen.push(response.status, sent.headers.get('x-second'));
    });
  await connect(client).apis.getApi(request);
  const [sent] = server.requests;
  expect(sent).toMatchObject({ method: 'POST', body: '{"apiId":"api_1"}' });
  expect(sent?.headers).toMatchObject({ 'x-second': '2' });
  expect(sent?.headers).not.toHaveProperty('x-first');
  expect(seen).toEqual([200, '2']);
});

test('uses its fetcher, and its hooks get the reason if no answer came', async () => {
  const failure = new Error('no route');
  const seen: unknown[] = [];
  const client = new HTTPClient({ fetcher: () => Promise.reject(failure) });
  client.addHook('requestError', (error, sent) => {
    seen.push(error, sent.url);
  });
  const result = await connect(client).safe.keys.createKey(request, {
    retry: { attempts: 1 },
  });
  expect(result.error?.cause).toBe(failure);
  expect(seen).toEqual([failure, `${server.url}/v2/keys.createKey`]);
});

test('removes a hook, and a clone keeps it', async () => {
  const mark = (sent: Request) => sent.headers.set('x-mark', '1');
  const client = new HTTPClient().addHook('beforeRequest', mark);
  const clone = client.clone();
  client.removeHook('beforeRequest', mark).removeHook('beforeRequest', mark);
  await connect(client).apis.getApi(request);
  await connect(clone).apis.getApi(request);
  expect(server.requests.map(({ headers }) => headers['x-mark'])).toEqual([undefined, '1']);
});
