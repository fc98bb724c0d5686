import { HTTPClient, Unkey } from '@unkey/api';
import { HTTPClient as HTTPClientOfPath } from '@unkey/api/lib/http';

const httpClient = new HTTPClientOfPath({
  // As in the documentation: `fetcher` has the signature of `fetch`.
  fetcher: (input, init) => fetch(input, { ...init, keepalive: false } as RequestInit),
});
httpClient.addHook('beforeRequest', (request) => {
  const nextRequest = new Request(request, { signal: request.signal || AbortSignal.timeout(5000) });
  nextRequest.headers.set('x-custom-header', 'custom value');
  return nextRequest;
});
httpClient.addHook('requestError', (error, request) => {
  console.log('Reason:', error instanceof Error, request.method);
});
httpClient.addHook('response', (response, request) => {
  console.log(response.status, request.headers.get('x-custom-header'));
});

const backoff = { initialInterval: 1, maxInterval: 50, exponent: 1.1, maxElapsedTime: 100 };
const unkey = new Unkey({
  serverURL: process.env['SERVER_URL'] ?? '',
  rootKey: async () => process.env['UNKEY_ROOT_KEY'] ?? '',
  httpClient: httpClient.clone(),
  retryConfig: { strategy: 'backoff', backoff, retryConnectionErrors: false },
  timeoutMs: 10_000,
  userAgent: 'program/1',
  debugLogger: { log: () => {}, group: () => {}, groupEnd: () => {} },
});

const api = await unkey.apis.createApi({ name: 'options' });
const options = {
  retries: { strategy: 'none' as const },
  timeoutMs: 5_000,
  headers: { 'x-request-source': 'test' },
  signal: new AbortController().signal,
};
const found = await unkey.apis.getApi({ apiId: api.data.apiId }, options);
console.log(found.data.name);
console.log(new HTTPClient() instanceof HTTPClientOfPath);
