import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { onTestFinished, test, vi } from 'vitest';
import { makeTempDirectory } from '../src/temp-directory.js';
import { connectTo, serverSockets, startEcho, startProxy } from './echo.js';

test('forwards to a port and to a socket in the file system', async () => {
  const directory = await makeTempDirectory('fault-proxy-');
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, 'echo.sock');
  await startEcho('file', path);
  for (const [target, name] of [
    [(await startEcho('port')).target, 'port'],
    [{ path }, 'file'],
  ] as const) {
    const client = await connectTo(await startProxy(target));
    client.socket.write('hello');
    await client.hears(`${name}:hello`);
  }
});

test('passes on the end of either side', async () => {
  const echo = await startEcho('echo');
  const proxy = await startProxy(echo.target);
  const leaving = await connectTo(proxy);
  leaving.socket.write('a');
  await leaving.hears('echo:a');
  leaving.socket.end();
  assert.equal(await leaving.closed, undefined);

  const left = await connectTo(proxy);
  left.socket.write('b');
  await left.hears('echo:b');
  for (const socket of echo.sockets) socket.end();
  assert.equal(await left.closed, undefined);
  await vi.waitFor(() => assert.equal(proxy.connectionCount(), 0));
});

test('a cut resets open and new connections, until `pass`', async () => {
  const echo = await startEcho('echo');
  const proxy = await startProxy(echo.target);
  const open = await connectTo(proxy);
  open.socket.write('a');
  await open.hears('echo:a');
  proxy.cut();
  assert.match(String(await open.closed), /ECONNRESET/);
  assert.equal(proxy.connectionCount(), 0);
  const late = connect({ host: proxy.host, port: proxy.port });
  await assert.rejects(text(late), { code: 'ECONNRESET' });
  assert.equal(echo.sockets.length, 1);
  proxy.pass();
  const next = await connectTo(proxy);
  next.socket.write('b');
  await next.hears('echo:b');
});

test('a stall keeps open and new connections and forwards nothing, in both directions', async () => {
  const echo = await startEcho('echo');
  const proxy = await startProxy(echo.target);
  const open = await connectTo(proxy);
  open.socket.write('a');
  await open.hears('echo:a');
  proxy.stall();
  const fresh = await connectTo(proxy);
  fresh.socket.write('fresh');
  open.socket.write('b');
  for (const socket of echo.sockets) socket.write('unasked');
  // When another connection has gone both ways, everything that could be forwarded has been.
  const witness = await connectTo(await startProxy(echo.target));
  witness.socket.write('w');
  await witness.hears('echo:w');
  assert.deepEqual([open.received(), fresh.received()], ['echo:a', '']);
  assert.equal(proxy.connectionCount(), 2);
  proxy.pass();
  await open.hears('echo:aunaskedecho:b');
  await fresh.hears('echo:fresh');
});

test('even the end of a server stays unknown while stalled', async () => {
  const echo = await startEcho('echo');
  const proxy = await startProxy(echo.target);
  const client = await connectTo(proxy);
  client.socket.write('a');
  await client.hears('echo:a');
  proxy.stall();
  const [server] = echo.sockets;
  assert.ok(server !== undefined);
  server.destroy();
  const witness = await connectTo(await startProxy(echo.target));
  witness.socket.write('w');
  await witness.hears('echo:w');
  assert.equal(client.socket.readyState, 'open');
  proxy.pass();
  await client.closed;
});

test('stalls only the connections that send a given text', async () => {
  const echo = await startEcho('echo');
  const proxy = await startProxy(echo.target);
  const [feed, other] = [await connectTo(proxy), await connectTo(proxy)];
  proxy.stallWhenSent('listen');
  feed.socket.write('listen here');
  other.socket.write('a');
  await other.hears('echo:a');
  other.socket.write('b');
  await other.hears('echo:aecho:b');
  assert.equal(feed.received(), '');
  assert.deepEqual([proxy.stalledCount(), proxy.connectionCount()], [1, 2]);
  proxy.pass();
  assert.equal(proxy.stalledCount(), 0);
  await feed.hears('echo:listen here');
});

test('silences one direction, and delivers the other', async () => {
  const echo = await startEcho('echo');
  const proxy = await startProxy(echo.target);
  const client = await connectTo(proxy);
  proxy.silence('to client');
  const [server] = await serverSockets(echo, 1);
  client.socket.write('a');
  await once(server, 'data');
  const witness = await connectTo(await startProxy(echo.target));
  witness.socket.write('w');
  await witness.hears('echo:w');
  assert.equal(client.received(), '');
  proxy.silence('to server');
  await client.hears('echo:a');
  client.socket.write('b');
  server.write('unasked');
  await client.hears('echo:aunasked');
  proxy.pass();
  await client.hears('echo:aunaskedecho:b');
});

test('strands the connections that are open, and no later ones', async () => {
  const echo = await startEcho('echo');
  const proxy = await startProxy(echo.target);
  const stranded = await connectTo(proxy);
  stranded.socket.write('a');
  await stranded.hears('echo:a');
  proxy.strand();
  stranded.socket.write('b');
  const fresh = await connectTo(proxy);
  fresh.socket.write('c');
  await fresh.hears('echo:c');
  assert.deepEqual([stranded.received(), proxy.stalledCount()], ['echo:a', 1]);
  proxy.pass();
  await stranded.hears('echo:aecho:b');
});

test('delays every chunk, and keeps the order even when the delay shrinks', async () => {
  const echo = await startEcho('echo');
  const proxy = await startProxy(echo.target);
  const client = await connectTo(proxy);
  proxy.delay(40);
  const sentMs = performance.now();
  client.socket.write('a');
  await client.hears('echo:a');
  // There and back. Only the lower bound is certain.
  assert.ok(performance.now() - sentMs >= 80);
  client.socket.write('b');
  await vi.waitFor(() => assert.equal(client.socket.bytesWritten, 2));
  proxy.delay(1);
  client.socket.write('c');
  await vi.waitFor(() => assert.match(client.received(), /c$/), 10_000);
  assert.equal(client.received().replaceAll('echo:', ''), 'abc');
});

test('connects new clients to another target, and does not change open connections', async () => {
  const [one, two] = [await startEcho('one'), await startEcho('two')];
  const proxy = await startProxy(one.target);
  const old = await connectTo(proxy);
  old.socket.write('a');
  await old.hears('one:a');
  proxy.retarget(two.target);
  const fresh = await connectTo(proxy);
  fresh.socket.write('b');
  old.socket.write('c');
  await fresh.hears('two:b');
  await old.hears('one:aone:c');
});

test('stops reading when its buffer is full, and loses nothing', async () => {
  let receivedBytes = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      receivedBytes += chunk.length;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const target = { host: '127.0.0.1', port: address.port };
  const proxy = await startProxy(target);
  const client = await connectTo(proxy);
  proxy.stall();
  // Far more than the buffers of the system and the proxy together.
  const whole = Buffer.alloc(64 * 1024 * 1024, 'x');
  let isSent = false;
  client.socket.write(whole, () => {
    isSent = true;
  });
  const witness = await connectTo(await startProxy(target));
  await new Promise((resolve) => witness.socket.write(whole, resolve));
  assert.equal(isSent, false);
  proxy.pass();
  await vi.waitFor(() => assert.equal(receivedBytes, 2 * whole.length), 20_000);
});
