import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

let harness: Harness;
let workspace: Workspace;
let port: number;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  port = Number(new URL(await harness.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => harness.stop());

/** Everything that the service answers to these bytes until it closes the connection. */
async function exchange(bytes: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.write(Buffer.from(bytes, 'latin1'));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

const statusesIn = (answers: string) =>
  [...answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

const GOOD = '{"name":"Weather"}';
const NEXT = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';

/** A request to create an API, with these headers beside the usual ones, and what follows them. */
function post(headers: readonly string[], rest: string): string {
  const usual = [
    'POST /v2/apis.createApi HTTP/1.1',
    'Host: x',
    `Authorization: Bearer ${workspace.rootKey}`,
    'Content-Type: application/json',
  ];
  return [...usual, ...headers, '', rest].join('\r\n');
}

const chunked = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

describe('a request that two readers could take differently', () => {
  const length = `Content-Length: ${GOOD.length}`;
  const all = `Content-Length: ${GOOD.length + NEXT.length}`;
  const cases: [string, readonly string[], string][] = [
    ['a length and chunks', [length, 'Transfer-Encoding: chunked'], chunked(GOOD) + NEXT],
    ['chunks and a length', ['Transfer-Encoding: chunked', all], chunked(GOOD) + NEXT],
    ['two lengths', [length, all], GOOD + NEXT],
    ['two equal lengths', [length, length], GOOD + NEXT],
    ['a list of lengths', [`${length}, ${GOOD.length}`], GOOD + NEXT],
    ['a length with a sign', [`Content-Length: +${GOOD.length}`], GOOD + NEXT],
    ['a negative length', ['Content-Length: -1'], GOOD + NEXT],
    ['a length in hexadecimal digits', ['Content-Length: 0x12'], GOOD + NEXT],
    ['a length with a space inside', ['Content-Length: 1 8'], GOOD + NEXT],
    ['a length beyond 64 bits', [`Content-Length: ${2n ** 64n + 18n}`], GOOD + NEXT],
    ['an empty length', ['Content-Length:'], GOOD + NEXT],
    ['another encoding', ['Transfer-Encoding: gzip'], GOOD + NEXT],
    ['chunks before another encoding', ['Transfer-Encoding: chunked, gzip'], chunked(GOOD) + NEXT],
    ['chunks twice', ['Transfer-Encoding: chunked, chunked'], chunked(GOOD) + NEXT],
    ['chunks that are not quite', ['Transfer-Encoding: xchunked'], chunked(GOOD) + NEXT],
    ['chunks in quotes', ['Transfer-Encoding: "chunked"'], chunked(GOOD) + NEXT],
    ['a space before the colon', ['Transfer-Encoding : chunked'], chunked(GOOD) + NEXT],
    ['a tab before the colon', [`Content-Length\t: ${GOOD.length}`], GOOD + NEXT],
    ['a space inside a name', ['Content Length: 18', length], GOOD + NEXT],
    ['a folded header', ['X-Folded: a\r\n b', length], GOOD + NEXT],
    ['a folded encoding', ['Transfer-Encoding:\r\n chunked', length], GOOD + NEXT],
    ['a line feed alone in a header', ['X-A: b\nX-C: d', length], GOOD + NEXT],
    ['a carriage return alone in a header', ['X-A: b\rX-C: d', length], GOOD + NEXT],
    ['U+0000 in a header', ['X-A: b\0c', length], GOOD + NEXT],
    ['U+0000 in a name', ['X-\0A: b', length], GOOD + NEXT],
    ['a header without a name', [': x', length], GOOD + NEXT],
    [
      'a chunk size with a sign',
      ['Transfer-Encoding: chunked'],
      `+12\r\n${GOOD}\r\n0\r\n\r\n${NEXT}`,
    ],
    ['a chunk size with 0x', ['Transfer-Encoding: chunked'], `0x12\r\n${GOOD}\r\n0\r\n\r\n${NEXT}`],
    ['a chunk size beyond 64 bits', ['Transfer-Encoding: chunked'], `${'f'.repeat(17)}\r\n${GOOD}`],
    [
      'a chunk that is longer than it says',
      ['Transfer-Encoding: chunked'],
      `11\r\n${GOOD}\r\n0\r\n\r\n`,
    ],
    ['chunks ended by line feeds', ['Transfer-Encoding: chunked'], `12\n${GOOD}\n0\n\n${NEXT}`],
    [
      'a chunk extension of 20 kB',
      ['Transfer-Encoding: chunked'],
      `12;${'x'.repeat(20_000)}\r\n${GOOD}\r\n0\r\n\r\n`,
    ],
    [
      'many small chunk extensions',
      ['Transfer-Encoding: chunked'],
      `${`1;${'x'.repeat(1000)}\r\n \r\n`.repeat(100)}0\r\n\r\n`,
    ],
    [
      'trailers of 20 kB',
      ['Transfer-Encoding: chunked'],
      `12\r\n${GOOD}\r\n0\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    ],
    ['headers of 64 kB', [`X-Long: ${'x'.repeat(65_536)}`, length], GOOD + NEXT],
    [
      'a thousand headers of 100 bytes',
      Array.from({ length: 1000 }, (_, i) => `X-${i}: ${'x'.repeat(100)}`),
      NEXT,
    ],
    ['two hosts', ['Host: y', length], GOOD + NEXT],
  ];
  it.each(cases)(
    'gets one answer, 4xx, and the end of the connection: %s',
    async (_title, headers, rest) => {
      const answers = await exchange(post(headers, rest));
      expect(statusesIn(answers)).toHaveLength(1);
      expect(answers).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answers).not.toContain('smuggled');
      expect(JSON.parse(answers.slice(answers.indexOf('\r\n\r\n')))).toHaveProperty(
        'meta.requestId',
      );
    },
  );

  it.each([
    ['words', 'hello\r\n\r\n'],
    ['HTTP/0.9', 'GET /v2/liveness\r\n\r\n'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['another version', 'GET /v2/liveness HTTP/3.1\r\nHost: x\r\n\r\n'],
    ['a first line with a tab', 'GET\t/v2/liveness HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a line feed alone after the first line', 'GET /v2/liveness HTTP/1.1\nHost: x\r\n\r\n'],
    ['a handshake of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('gets 400 and the end of the connection: %s', async (_title, bytes) => {
    const answers = await exchange(bytes);
    expect(statusesIn(answers)).toEqual([400]);
  });
});

describe('a trailer', () => {
  it('is never a header of its request', async () => {
    const trailers = `0\r\nAuthorization: Bearer unknown\r\nContent-Encoding: gzip\r\n\r\n`;
    const body = `${GOOD.length.toString(16)}\r\n${GOOD}\r\n${trailers}`;
    const answers = await exchange(
      post(['Transfer-Encoding: chunked', 'Trailer: Authorization', 'Connection: close'], body),
    );
    expect(statusesIn(answers)).toEqual([200]);
  });
});

describe('requests that are sent without waiting', () => {
  it('are answered in their order', async () => {
    const bodies = Array.from({ length: 50 }, (_, number) =>
      JSON.stringify({ name: `API ${number}` }),
    );
    const requests = bodies.map((body) => post([`Content-Length: ${body.length}`], body));
    const unknown = 'GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n';
    const last = 'GET /v2/liveness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const answers = await exchange(requests.join(unknown) + last);
    const expected = [...bodies.flatMap(() => [200, 404]).slice(0, -1), 200];
    expect(statusesIn(answers)).toEqual(expected);
  });

  it('are answered before the one after them that is not HTTP', async () => {
    const request = post([`Content-Length: ${GOOD.length}`], GOOD);
    const answers = await exchange(`${request}${request}nonsense\r\n\r\n`);
    expect(statusesIn(answers)).toEqual([200, 200, 400]);
    expect(answers.match(/"apiId"/g)).toHaveLength(2);
  });
});
