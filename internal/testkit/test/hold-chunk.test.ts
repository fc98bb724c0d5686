import assert from 'node:assert/strict';
import { onTestFinished, test } from 'vitest';
import { startFaultProxy } from '../src/fault-proxy.js';
import { connectTo, startEcho, startProxy } from './echo.js';

test.each([
  { number: 1, direction: 'to server', heard: '' },
  { number: 2, direction: 'to client', heard: '' },
  { number: 3, direction: 'to server', heard: 'echo:a' },
])('holds chunk $number, which goes $direction', async ({ number, direction, heard }) => {
  const echo = await startEcho('echo');
  const proxy = await startFaultProxy({ target: echo.target, uncounted: 'ping' });
  onTestFinished(() => proxy.close());
  const [pinging, client] = [await connectTo(proxy), await connectTo(proxy)];
  const held = proxy.holdChunk(number);
  pinging.socket.write('ping');
  await pinging.hears('echo:ping');
  client.socket.write('a');
  if (heard !== '') {
    await client.hears(heard);
    client.socket.write('b');
  }
  assert.equal(await held, direction);
  assert.deepEqual([client.received(), proxy.chunkCount()], [heard, number]);
  assert.equal(proxy.stalledCount(), 1);
  proxy.pass();
  await client.hears(heard === '' ? 'echo:a' : 'echo:aecho:b');
});

test('cuts the connection whose chunk it holds, and no other', async () => {
  const echo = await startEcho('echo');
  const proxy = await startProxy(echo.target);
  const other = await connectTo(proxy);
  other.socket.write('a');
  await other.hears('echo:a');
  const client = await connectTo(proxy);
  const held = proxy.holdChunk(2);
  client.socket.write('b');
  assert.equal(await held, 'to client');
  proxy.cutHeld();
  assert.match(String(await client.closed), /ECONNRESET/);
  assert.equal(client.received(), '');
  other.socket.write('c');
  await other.hears('echo:aecho:c');
});
