import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/**
 * What becomes of a body whose request is answered before it was read: without credentials, on an
 * unknown path, in overload, or because it is too large.
 *
 * Node reads the rest and throws it away, so that the connection can carry the next request. A
 * client that sends without end would make the process read without end. Hence:
 * - a body that says that it has at most UNREAD_BYTES_MAX is thrown away, and the connection stays;
 * - after any other the connection is closed. It first lingers, half open: an immediate end would be
 *   a reset, and a client that is still sending might lose the answer.
 */
const UNREAD_BYTES_MAX = 64 * 1024;
const LINGER_BYTES_MAX = 256 * 1024;
const LINGER_MS = 1000;

/** Requests that wait for `100 Continue`, with their response. */
const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/** Call it before the server listens. */
export function closeAfterUnread(server: Server): void {
  server.prependListener('request', (request, response) => {
    if (isShort(request)) return;
    const keepsAlive = response.shouldKeepAlive;
    response.shouldKeepAlive = false;
    request.once('end', () => {
      response.shouldKeepAlive = keepsAlive;
    });
    lingerAtEnd(request);
  });
  // A client that asks first sends nothing until it is admitted. Any other expectation is ignored.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    waiting.set(request, response);
    server.emit('request', request, response);
  });
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/** Call it when the body is to be read: tells a client that waits for it to go on. */
export function continueReading(request: IncomingMessage): void {
  if (request.headers.expect !== undefined) waiting.get(request)?.writeContinue();
}

function isShort({ headers }: IncomingMessage): boolean {
  if (headers['transfer-encoding'] !== undefined) return false;
  const length = headers['content-length'];
  return length === undefined || Number(length) <= UNREAD_BYTES_MAX;
}

/** Node calls `destroySoon` after the last answer of a connection. */
export function lingerAtEnd(request: IncomingMessage): void {
  const { socket } = request;
  socket.destroySoon = () => {
    if (request.complete) Socket.prototype.destroySoon.call(socket);
    else linger(socket);
  };
}

/** What still arrives meets no reader, so the client soon cannot send any more. */
function linger(socket: Socket): void {
  let bytes = 0;
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(timer));
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > LINGER_BYTES_MAX) socket.destroy();
  });
  socket.end();
}
