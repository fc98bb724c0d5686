import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished, vi } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../src/fault-proxy.js';

/** Echoes its input, with its name in front. */
export async function startEcho(name: string, path?: string) {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => socket.write(`${name}:${chunk.toString()}`));
  });
  server.listen(path === undefined ? { port: 0, host: '127.0.0.1' } : { path });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return { target: { host: '127.0.0.1', port }, sockets };
}

/** The connections that have reached the server. */
export async function serverSockets(
  { sockets }: { readonly sockets: readonly Socket[] },
  count: number,
) {
  await vi.waitFor(() => assert.equal(sockets.length, count));
  const [first] = sockets;
  assert.ok(first !== undefined);
  return [first] as const;
}

export async function startProxy(target: Parameters<typeof startFaultProxy>[0]['target']) {
  const proxy = await startFaultProxy({ target });
  onTestFinished(() => proxy.close());
  return proxy;
}

export async function connectTo({ host, port }: FaultProxy) {
  const socket = connect({ host, port });
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  const closed = new Promise<Error | undefined>((resolve) => {
    socket.on('error', resolve);
    socket.on('close', () => resolve(undefined));
  });
  await once(socket, 'connect');
  return {
    socket,
    closed,
    received: () => received,
    hears: (expected: string) => vi.waitFor(() => assert.equal(received, expected), 10_000),
  };
}
