import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

/** What is read after an answer, with what is under way when the connection is closed. */
const READ_MAX = 512 * 1024;
const ONE_MIB = 1024 * 1024;

let harness: Harness;
let workspace: Workspace;
let port: number;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  port = Number(new URL(await harness.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => harness.stop());

type Headers = Readonly<Record<string, string>>;

function headOf(line: string, headers: Headers): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[`${line} HTTP/1.1`, 'host: x', ...lines].join('\r\n')}\r\n\r\n`;
}

/** A connection, with what it has received so far, and its other end in the service. */
async function open(): Promise<{ client: Socket; server: Socket; received: () => string }> {
  const client = connect({ host: '127.0.0.1', port });
  onTestFinished(() => void client.destroy());
  let received = '';
  client.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
  });
  client.on('error', () => undefined);
  const [server] = await once(harness.app.server, 'connection');
  return { client, server, received: () => received };
}

/** Sends a body without end until the connection is closed. */
async function sendEndlessly(line: string, headers: Headers) {
  const { client, server, received } = await open();
  const isChunked = headers['content-length'] === undefined;
  const part = Buffer.alloc(64 * 1024, ' ');
  const frame = isChunked ? [`${part.length.toString(16)}\r\n`, part, '\r\n'] : [part];
  const closed = once(client, 'close');
  client.write(headOf(line, isChunked ? { ...headers, 'transfer-encoding': 'chunked' } : headers));
  const send = () => {
    if (client.destroyed) return;
    for (const bytes of frame) client.write(bytes);
    client.once('drain', send);
  };
  send();
  await closed;
  await expect.poll(() => server.destroyed).toBe(true);
  return { answer: received(), bytesRead: server.bytesRead };
}

const JSON_BODY = { 'content-type': 'application/json' };
const HUGE = { 'content-length': '1000000000000' };
const bearer = (rootKey = workspace.rootKey) => ({ authorization: `Bearer ${rootKey}` });

describe('a body without end', () => {
  const cases: [number, string, () => Headers][] = [
    [401, 'POST /v2/apis.createApi', () => JSON_BODY],
    [401, 'POST /v2/apis.createApi', () => ({ ...JSON_BODY, ...HUGE })],
    [401, 'POST /v2/apis.createApi', () => ({ ...JSON_BODY, ...bearer('unknown') })],
    [404, 'POST /v2/nothing', () => JSON_BODY],
    [405, 'POST /v2/liveness', () => JSON_BODY],
    [400, 'POST /v2/apis.createApi', () => ({ ...bearer(), 'content-type': 'text/plain' })],
    [
      415,
      'POST /v2/apis.createApi',
      () => ({ ...JSON_BODY, ...bearer(), 'content-encoding': 'br' }),
    ],
    [413, 'POST /v2/apis.createApi', () => ({ ...JSON_BODY, ...bearer() })],
    [413, 'POST /v2/apis.createApi', () => ({ ...JSON_BODY, ...bearer(), ...HUGE })],
    [200, 'GET /v2/liveness', () => JSON_BODY],
    [200, 'GET /v2/liveness', () => HUGE],
  ];
  it.each(cases)('is read no further after the answer %i to %s', async (status, line, headers) => {
    const { answer, bytesRead } = await sendEndlessly(line, headers());
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n');
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toHaveProperty('meta.requestId');
    expect(bytesRead).toBeLessThan(READ_MAX);
  });

  it('is read no further after a refusal in overload or by the limit of the workspace', async () => {
    const limited = await harness.newWorkspace();
    await limited.call('workspace.updateWorkspace', { apiRequestsPerMinute: 1 });
    await limited.call('apis.listApis', {});
    const headers = { ...JSON_BODY, ...bearer(limited.rootKey) };
    const over = await sendEndlessly('POST /v2/apis.createApi', headers);
    expect(over.answer).toMatch(/^HTTP\/1\.1 429 /);
    expect(over.bytesRead).toBeLessThan(READ_MAX);
    const { traffic } = harness.deps;
    traffic.waiting += 10_000;
    onTestFinished(() => {
      traffic.waiting -= 10_000;
    });
    const shed = await sendEndlessly('POST /v2/apis.createApi', headers);
    expect(shed.answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(shed.bytesRead).toBeLessThan(READ_MAX);
  });

  it('is given up by the service although its client neither sends nor closes', async () => {
    const { client, server, received } = await open();
    client.write(headOf('POST /v2/nothing', HUGE));
    await once(server, 'close');
    expect(received()).toMatch(/^HTTP\/1\.1 404 /);
  });
});

describe('a body that says its length', () => {
  it.each([
    ['413', 'POST /v2/apis.createApi', () => bearer()],
    ['401', 'POST /v2/apis.createApi', () => ({})],
  ] as const)(
    'of 65 MB is read to its end after the answer %s, so its sender gets it',
    async (status, line, credentials) => {
      const { client, server, received } = await open();
      const length = 65_000_000;
      client.write(headOf(line, { ...JSON_BODY, ...credentials(), 'content-length': `${length}` }));
      const errors: Error[] = [];
      client.on('error', (error) => errors.push(error));
      const part = Buffer.alloc(1_000_000, ' ');
      // A client that reads nothing before it has sent everything.
      client.pause();
      for (let sent = 0; sent < length; sent += part.length) {
        await new Promise((resolve) => client.write(part, resolve));
      }
      client.resume();
      await once(client, 'close');
      expect(errors).toEqual([]);
      expect(received()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      await expect.poll(() => server.destroyed).toBe(true);
    },
  );
});

it.each<[string, Headers]>([
  ['of its compression', { 'content-encoding': 'gzip' }],
  ['of its charset', { 'content-type': 'application/json; charset=utf-16' }],
])('a small body that is refused because %s may come after the answer', async (_title, headers) => {
  const { client, server, received } = await open();
  const body = '{"name":"Weather"}';
  const length = { 'content-length': `${body.length}` };
  client.write(
    headOf('POST /v2/apis.createApi', { ...JSON_BODY, ...bearer(), ...length, ...headers }),
  );
  await once(server, 'finish');
  // A closed connection is reset by the first part. The second one then fails, and the client closes
  // without having read the answer.
  client.write(body.slice(0, 5));
  client.write(body.slice(5));
  await once(client, 'close');
  expect(received()).toMatch(/^HTTP\/1\.1 415 /);
});

describe('a connection is kept', () => {
  it.each<[string, string, number]>([
    ['after an answer to a small body that was not read', 'POST /v2/nothing', 404],
    ['after a refusal of credentials', 'POST /v2/apis.createApi', 401],
  ])('%s', async (_title, line, status) => {
    const { client, received } = await open();
    const body = ' '.repeat(64 * 1024);
    const request = headOf(line, { ...JSON_BODY, 'content-length': String(body.length) }) + body;
    const statuses = () => [...received().matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, code]) => code);
    client.write(request);
    await expect.poll(statuses).toEqual([`${status}`]);
    client.write(request);
    await expect.poll(statuses).toEqual([`${status}`, `${status}`]);
  });

  it.each<[string, Headers]>([
    ['with a length', { 'content-length': String(ONE_MIB) }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('after a large body that was read whole, %s', async (_title, length) => {
    const { client, received } = await open();
    const body = JSON.stringify({ apiId: 'api_unknown1' }).padEnd(ONE_MIB);
    const isChunked = length['content-length'] === undefined;
    const sent = isChunked ? `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body;
    const request = headOf('POST /v2/keys.createKey', { ...JSON_BODY, ...bearer(), ...length });
    client.write(request + sent);
    await expect.poll(received).toMatch(/^HTTP\/1\.1 404 /);
    expect(received().toLowerCase()).not.toContain('connection: close');
    client.write(request + sent);
    await expect.poll(() => received().match(/HTTP\/1\.1 404 /g)).toHaveLength(2);
  });
});

describe('a client that waits for 100 Continue', () => {
  const waits = (headers: Headers) => ({
    ...JSON_BODY,
    ...headers,
    'content-length': '18',
    expect: '100-continue',
  });

  it('is told to go on once its root key is known', async () => {
    const { client, received } = await open();
    client.write(headOf('POST /v2/apis.createApi', waits(bearer())));
    await expect.poll(received).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    client.write('{"name":"Weather"}');
    await expect.poll(received).toMatch(/\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  it.each<[string, number, () => Headers]>([
    ['without a root key', 401, () => waits({})],
    ['with an unknown one', 401, () => waits(bearer('unknown'))],
    ['with a body that is too large', 413, () => ({ ...waits(bearer()), ...HUGE })],
    ['with a compressed body', 415, () => ({ ...waits(bearer()), 'content-encoding': 'gzip' })],
  ])('is refused at once %s, and then closed', async (_title, status, headers) => {
    const { client, received } = await open();
    client.write(headOf('POST /v2/apis.createApi', headers()));
    await once(client, 'close');
    expect(received()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it('may expect something else, which is ignored', async () => {
    const { client, received } = await open();
    const headers = { ...waits(bearer()), expect: 'something' };
    client.write(`${headOf('POST /v2/apis.createApi', headers)}{"name":"Weather"}`);
    await expect.poll(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });
});
