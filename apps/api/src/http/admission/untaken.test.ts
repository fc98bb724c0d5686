import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { responsesCountedBy, Untaken } from './untaken.js';

const MIB = 1024 * 1024;
/** More than the kernel takes for a client that does not read. */
const LARGE = Buffer.alloc(12 * MIB);

/** A server that answers every request with the body, and clients that do not read. */
async function serve(body: Buffer, { isShared = false } = {}) {
  let nowMs = 0;
  const untaken = new Untaken({ nowMs: () => nowMs });
  const ServerResponse = responsesCountedBy(untaken);
  const server = createServer({ ServerResponse }, (_request, response) => {
    if (isShared) untaken.share(response);
    response.setHeader('content-length', body.length);
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    untaken,
    pass(ms: number) {
      nowMs += ms;
      untaken.tick();
    },
    /** Resolves when all of its answers are complete on the side of the server. */
    async request(count = 1): Promise<Socket> {
      const socket = connect(port, '127.0.0.1').pause();
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      let left = count;
      const answered = new Promise<void>((resolve) => {
        server.on('request', function count() {
          left -= 1;
          if (left > 0) return;
          server.off('request', count);
          setImmediate(resolve);
        });
      });
      socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(count));
      await answered;
      return socket;
    },
  };
}

const ended = (socket: Socket) => once(socket.resume(), 'close');

it('counts nothing for an answer that the kernel takes at once', async () => {
  const { untaken, request } = await serve(Buffer.from('small'));
  await request();
  expect(untaken.ownBytes).toBe(0);
});

it('ends a connection that has not taken its answer in time, and frees its bytes', async () => {
  const { untaken, request, pass } = await serve(LARGE);
  const socket = await request();
  const { ownBytes } = untaken;
  expect(ownBytes).toBeGreaterThan(MIB);
  const allowedMs = 10_000 + (ownBytes / 50_000) * 1000;
  pass(Math.floor(allowedMs));
  expect(untaken.destroyed).toBe(0);
  pass(1);
  expect(untaken).toMatchObject({ destroyed: 1, ownBytes: 0 });
  await ended(socket);
});

it('forgets an answer that is taken', async () => {
  const { untaken, request, pass } = await serve(LARGE);
  (await request()).resume();
  await vi.waitFor(() => expect(untaken.ownBytes).toBe(0), 10_000);
  pass(3_600_000);
  expect(untaken.destroyed).toBe(0);
});

it('ends a connection whose requests follow each other without reading, when it holds too much', async () => {
  const { untaken, request } = await serve(Buffer.alloc(6 * MIB));
  const socket = await request(5);
  expect(untaken).toMatchObject({ destroyed: 1, ownBytes: 0 });
  await ended(socket);
});

it('ends those that hold most when all connections together hold too much', async () => {
  const { untaken, request } = await serve(LARGE);
  for (let count = 0; count < 12; count++) await request();
  expect(untaken.destroyed).toBeGreaterThan(0);
  expect(untaken.ownBytes).toBeLessThanOrEqual(64 * MIB);
  expect(untaken.isNearlyFull).toBe(true);
});

it('counts the bytes of a document for the deadline only, since all connections share them', async () => {
  const { untaken, request, pass } = await serve(LARGE, { isShared: true });
  for (let count = 0; count < 12; count++) await request();
  expect(untaken).toMatchObject({ destroyed: 0, ownBytes: 0 });
  pass(3_600_000);
  expect(untaken.destroyed).toBe(12);
});
