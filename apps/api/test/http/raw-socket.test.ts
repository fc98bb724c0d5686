import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Harness, startHarness } from '../harness.js';

let harness: Harness;
let port: number;
beforeAll(async () => {
  harness = await startHarness();
  port = Number(new URL(await harness.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => harness.stop());

/** Sends these bytes and reads until the server ends the connection. */
async function exchange(bytes: string): Promise<{ status: number; headers: string; body: string }> {
  const socket = connect({ host: '127.0.0.1', port });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(bytes);
  await once(socket, 'close');
  const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), headers: head.toLowerCase(), body };
}

describe('what is not HTTP', () => {
  it.each([
    ['words', 'hello there\r\n\r\n'],
    ['an unknown method', 'FETCH /v2/liveness HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a header without a colon', 'GET /v2/liveness HTTP/1.1\r\nHost\r\n\r\n'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
    ],
    [
      'a length beside chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])(
    'gets the envelope of every problem and the end of the connection: %s',
    async (_title, bytes) => {
      const { status, headers, body } = await exchange(bytes);
      expect(status).toBe(400);
      const problem = JSON.parse(body);
      expect(headers).toContain(`x-request-id: ${problem.meta.requestId.toLowerCase()}`);
      expect(headers).toContain('connection: close');
      expect(problem.error).toMatchObject({
        status: 400,
        type: expect.stringMatching(/\/docs\/errors\/user\/bad_request\/request_body_unreadable$/),
        errors: [],
      });
    },
  );

  it('leaves the server serving all other clients', async () => {
    await exchange('\0\0\0\0\r\n\r\n');
    const { status } = await exchange(
      'GET /v2/liveness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(status).toBe(200);
  });
});

describe('a request that stays incomplete', () => {
  const head = (rootKey: string) =>
    [
      'POST /v2/apis.createApi HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${rootKey}`,
      'Content-Type: application/json',
      'Content-Length: 18',
      '\r\n',
    ].join('\r\n');

  /** Lets the time-outs of a request pass at once, until the test ends. */
  const hurry = () => {
    const { server } = harness.app;
    const usual = { requestTimeout: 30_000, headersTimeout: 10_000 };
    expect(server).toMatchObject(usual);
    onTestFinished(() => void Object.assign(server, usual));
    Object.assign(server, { requestTimeout: 1, headersTimeout: 1 });
  };

  it('is closed without an answer if nothing was sent', async () => {
    hurry();
    const socket = connect({ host: '127.0.0.1', port });
    onTestFinished(() => void socket.destroy());
    let received = 0;
    socket.on('data', ({ length }: Buffer) => (received += length));
    await once(socket, 'close');
    expect(received).toBe(0);
  });

  it.each([
    ['half of the headers', (rootKey: string) => head(rootKey).slice(0, 50)],
    ['half of the body', (rootKey: string) => `${head(rootKey)}{"name":`],
  ])('gets 408 and the end of the connection after %s', async (_title, bytesOf) => {
    hurry();
    const { rootKey } = await harness.newWorkspace();
    const { status, headers, body } = await exchange(bytesOf(rootKey));
    expect(status).toBe(408);
    expect(headers).toContain('connection: close');
    expect(JSON.parse(body).error).toMatchObject({
      status: 408,
      type: expect.stringMatching(/\/docs\/errors\/user\/bad_request\/request_timeout$/),
      errors: [],
    });
  });

  it('is given up although its client leaves the connection open', async () => {
    const { server } = harness.app;
    const closed = once(server, 'connection').then(([socket]) => once(socket, 'close'));
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    onTestFinished(() => void socket.destroy());
    socket.resume().write('hello there\r\n\r\n');
    expect(await closed).toEqual([false]);
  });
});

describe('a body without a length', () => {
  it('is accepted in chunks', async () => {
    const { rootKey } = await harness.newWorkspace();
    const body = '{"name":"Weather"}';
    const { status } = await exchange(
      [
        'POST /v2/apis.createApi HTTP/1.1',
        'Host: x',
        `Authorization: Bearer ${rootKey}`,
        'Content-Type: application/json',
        'Transfer-Encoding: chunked',
        'Connection: close',
        '',
        body.length.toString(16),
        body,
        '0\r\n\r\n',
      ].join('\r\n'),
    );
    expect(status).toBe(200);
  });
});
