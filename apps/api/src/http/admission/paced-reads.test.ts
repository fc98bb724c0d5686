import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { paceReads } from './paced-reads.js';

/** Bytes that Node takes from a connection at once. */
const READ_BYTES = 65_536;

async function serve(): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    request.resume();
    response.end();
  });
  paceReads(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { server, port };
}

/** The largest number of requests that one turn of the event loop began. */
function countByTurn(server: Server): { largest: number } {
  const counted = { largest: 0 };
  let begun = 0;
  let isOver = false;
  server.on('request', () => {
    begun += 1;
  });
  const turn = () => {
    counted.largest = Math.max(counted.largest, begun);
    begun = 0;
    if (!isOver) setImmediate(turn);
  };
  turn();
  onTestFinished(() => {
    isOver = true;
  });
  return counted;
}

const OK = 'HTTP/1.1 200';

/** Sends all at once, and reads until so many answers have come. */
async function send(port: number, bytes: string, answers: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let seen = 0;
  let tail = '';
  const all = new Promise<void>((resolve) => {
    socket.setEncoding('latin1').on('data', (text: string) => {
      seen += (tail + text).split(OK).length - 1;
      // An answer may be cut anywhere.
      tail = text.slice(1 - OK.length);
      if (seen >= answers) resolve();
    });
  });
  socket.write(bytes);
  await all;
}

it.each([
  ['without a body', 'GET / HTTP/1.1\r\nhost: a\r\n\r\n'],
  ['with one', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\n\r\n1'],
  [
    'with one in chunks',
    'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
])(
  'a turn of the loop begins no more requests %s of a connection than one read has',
  async (_title, request) => {
    const { server, port } = await serve();
    const counted = countByTurn(server);
    const count = Math.ceil((16 * READ_BYTES) / request.length);
    await send(port, request.repeat(count), count);
    expect(counted.largest).toBeGreaterThan(1);
    expect(counted.largest).toBeLessThanOrEqual(Math.ceil(READ_BYTES / request.length) + 1);
  },
);

it('a connection whose client leaves while it rests does no harm', async () => {
  const { server, port } = await serve();
  const socket = connect(port, '127.0.0.1');
  const closed = new Promise<void>((resolve) => {
    server.on('connection', (connection) => connection.once('close', () => resolve()));
  });
  server.on('request', () => socket.destroy());
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(100));
  await closed;
  await send(port, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n', 1);
});
