import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WholeBodyMessage } from './whole-bodies.js';

interface Seen {
  readonly request: WholeBodyMessage;
  /** How the body came, in the order of the calls. */
  readonly calls: string[];
}

/** A server that reads each body as it is told to, and a client that sends bytes as they are. */
async function start({ readsAtOnce = true } = {}) {
  const seen: Seen[] = [];
  const server = createServer({ IncomingMessage: WholeBodyMessage }, (request, response) => {
    const one: Seen = { request, calls: [] };
    seen.push(one);
    const answer = () => response.end('{}');
    const read = () =>
      request.readWhole({
        whole(body) {
          one.calls.push(`whole ${body.toString()}`);
          answer();
        },
        stream() {
          readStream(request, one.calls, answer);
        },
      });
    if (readsAtOnce) read();
    else setImmediate(read);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  return { seen, socket, server };
}

function readStream(request: IncomingMessage, calls: string[], answer: () => void): void {
  calls.push('stream');
  request.on('data', (part) => calls.push(`part of ${part.length}`));
  request.on('end', () => {
    calls.push('end');
    answer();
  });
  request.on('error', () => calls.push('error'));
}

function withLength(body: string, length = body.length): string {
  return `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n${body}`;
}

async function receive(socket: Socket, answers: number): Promise<void> {
  let text = '';
  socket.on('data', (part) => {
    text += part;
  });
  await expect.poll(() => text.split('HTTP/1.1 200 OK').length - 1).toBe(answers);
}

it('a small body that is sent with its headers is handed over whole', async () => {
  const { seen, socket } = await start();
  socket.write(withLength('{"a":1}'));
  await receive(socket, 1);
  expect(seen.map(({ calls }) => calls)).toEqual([['whole {"a":1}']]);
});

it('a body that is here before its reader is handed over whole', async () => {
  const { seen, socket } = await start({ readsAtOnce: false });
  socket.write(withLength('{"a":1}'));
  await receive(socket, 1);
  expect(seen.map(({ calls }) => calls)).toEqual([['whole {"a":1}']]);
});

it('requests that are sent together get their own bodies, in order', async () => {
  const { seen, socket } = await start();
  socket.write(['1', '22', '333'].map((body) => withLength(body)).join(''));
  await receive(socket, 3);
  expect(seen.flatMap(({ calls }) => calls)).toEqual(['whole 1', 'whole 22', 'whole 333']);
});

it('a body in two parts is read as a stream', async () => {
  const { seen, socket } = await start();
  socket.write(withLength('12', 5));
  await expect.poll(() => seen[0]?.calls).toEqual(['stream', 'part of 2']);
  socket.write('345');
  await receive(socket, 1);
  expect(seen[0]?.calls).toEqual(['stream', 'part of 2', 'part of 3', 'end']);
});

it('a body in chunks, a large one and an empty one are read as streams', async () => {
  const { seen, socket } = await start();
  socket.write(
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  );
  await receive(socket, 1);
  socket.write(withLength('x'.repeat(16_385)));
  await receive(socket, 1);
  socket.write(withLength(''));
  await receive(socket, 1);
  expect(seen.map(({ calls }) => calls[0])).toEqual(['stream', 'stream', 'stream']);
  expect(seen.map(({ calls }) => calls.at(-1))).toEqual(['end', 'end', 'end']);
});

it('a client that leaves before its body arrives is an error of the stream', async () => {
  const { seen, socket } = await start();
  socket.write(withLength('', 5));
  await expect.poll(() => seen.length).toBe(1);
  socket.destroy();
  await expect.poll(() => seen[0]?.calls).toEqual(['stream', 'error']);
});

it('a request that was handed over is not aborted when its client leaves', async () => {
  const { seen, socket, server } = await start();
  const waiting = once(server, 'request');
  socket.write(withLength('{}'));
  const [request] = await waiting;
  await receive(socket, 1);
  const closed = once(request.socket, 'close');
  socket.destroy();
  await closed;
  expect(seen[0]?.request.aborted).toBe(false);
});

it('an idle connection keeps neither its last request nor its body', async () => {
  const { seen, socket } = await start();
  socket.write(withLength('{}'));
  await receive(socket, 1);
  // Node's parser of the connection, which holds the request until it has ended.
  const parser: unknown = Reflect.get(seen[0]?.request.socket ?? {}, 'parser');
  await expect.poll(() => Reflect.get(Object(parser), 'incoming')).toBeNull();
});
