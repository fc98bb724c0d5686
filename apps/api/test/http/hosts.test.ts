import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import { send } from '../seed.js';

let harness: Harness;
let behindProxy: Harness;
let port: number;
beforeAll(async () => {
  harness = await startHarness();
  behindProxy = await startHarness({ TRUSTED_PROXIES: '127.0.0.1' });
  port = Number(new URL(await harness.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(async () => {
  await harness.stop();
  await behindProxy.stop();
});

/** The status, and the link of the problem, if there is one. */
async function ask(headers: readonly string[], version = '1.1') {
  const socket = connect({ host: '127.0.0.1', port });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(
    [`GET /nothing HTTP/${version}`, ...headers, 'connection: close', '\r\n'].join('\r\n'),
  );
  await once(socket, 'close');
  const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
  const { error, meta } = JSON.parse(body);
  expect(meta.requestId).toMatch(/^req_/);
  return { status: Number(head.split(' ')[1]), type: error.type, detail: error.detail };
}

describe('a Host header', () => {
  it.each([
    'example.com',
    'example.com:8080',
    'my_service:7070',
    '127.0.0.1:7070',
    '[::1]:7070',
    '[2001:db8::1]',
    'xn--bcher-kva.example',
  ])('may be a name or an address: %s', async (host) => {
    const { status, type } = await ask([`host: ${host}`]);
    expect(status).toBe(404);
    expect(type).toBe(`http://${host}/docs/errors/user/bad_request/unknown_route`);
  });

  it('may be empty, or absent before HTTP/1.1', async () => {
    const { status, type } = await ask(['host:']);
    expect(status).toBe(404);
    expect(type).toBe('/docs/errors/user/bad_request/unknown_route');
    expect((await ask([], '1.0')).status).toBe(404);
  });

  it.each<[string, string[]]>([
    ['with a path', ['host: example.com/evil']],
    ['with a user', ['host: user@example.com']],
    ['with a query', ['host: example.com?x']],
    ['with a fragment', ['host: example.com#x']],
    ['with a space', ['host: example.com evil.example']],
    ['with a comma', ['host: example.com, evil.example']],
    ['with a backslash', ['host: example.com\\evil']],
    ['with markup', ['host: <script>']],
    ['with letters that are not ASCII', ['host: ex\u00e4mple.com']],
    ['with a port that is no number', ['host: example.com:80a']],
    ['with half of an IPv6 address', ['host: [::1']],
    ['twice', ['host: a.example', 'host: b.example']],
    ['twice, with the same name', ['Host: a.example', 'hOST: a.example']],
    ['absent', []],
  ])('is refused %s, and the name is not repeated', async (_title, headers) => {
    const { status, type, detail } = await ask(headers);
    expect(status).toBe(400);
    expect(type).toMatch(/\/docs\/errors\/user\/bad_request\/request_body_unreadable$/);
    expect(`${type}${detail}`).not.toMatch(/evil|script|user@|[?#]x/);
    expect(detail).toMatch(/Host header/);
  });
});

describe('what a trusted proxy passes on', () => {
  const linkAfter = async (headers: Readonly<Record<string, string>>) => {
    const answer = await send(behindProxy.app, { method: 'GET', url: '/nothing', headers });
    return answer.body.error.type.replace('/docs/errors/user/bad_request/unknown_route', '');
  };

  it.each([
    ['https', 'https://a.example'],
    ['http', 'http://a.example'],
    ['javascript', 'http://a.example'],
    ['file', 'http://a.example'],
    ['HTTPS', 'http://a.example'],
    ['https://evil.example/?', 'http://a.example'],
    ['', 'http://a.example'],
  ])('is a protocol only if it is http or https: %s', async (protocol, link) => {
    const headers = { host: 'a.example', 'x-forwarded-proto': protocol };
    expect(await linkAfter(headers)).toBe(link);
  });

  it.each([
    ['b.example', 'http://b.example'],
    ['b.example:8443', 'http://b.example:8443'],
    ['b.example/path', 'http://a.example'],
    ['"><script>', 'http://a.example'],
    ['user:password@b.example', 'http://a.example'],
  ])('is a host only if it is a name or an address: %s', async (host, link) => {
    expect(await linkAfter({ host: 'a.example', 'x-forwarded-host': host })).toBe(link);
  });

  it('does not count when another client sends it', async () => {
    const headers = { host: 'a.example', 'x-forwarded-host': 'b', 'x-forwarded-proto': 'https' };
    const answer = await send(harness.app, { method: 'GET', url: '/nothing', headers });
    expect(answer.body.error.type).toMatch(/^http:\/\/a\.example\//);
  });
});
