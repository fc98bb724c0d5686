import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { SpareTime } from './spare-time.js';

/**
 * What becomes of a body whose request is answered before it was read: without credentials, on an
 * unknown path, in overload, or because it is too large.
 *
 * Node reads the rest and throws it away, so that the connection can carry the next request. A
 * client that sends without end would make the process read without end. Hence:
 * - a body that says that it has at most UNREAD_BYTES_MAX is thrown away, and the connection stays;
 * - after any other the connection is closed. It first lingers, half open: an immediate end would be
 *   a reset, and a client that is still sending might lose the answer.
 *
 * | state of a lingering connection | what leads to the next |
 * |---|---|
 * | READING: what arrives is thrown away, and paid from the spare time | no spare time: PAUSED. A bound, the deadline or the end of the client: CLOSED |
 * | PAUSED: the client waits, because the kernel takes no more from it | spare time: READING. The deadline: CLOSED |
 *
 * The bound is the length that the body says, if that is at most DECLARED_BYTES_MAX: most clients
 * read no answer before they have sent everything. Of any other body nothing is read, except what was
 * on its way, at most LINGER_BYTES_MAX: it may have no end.
 */
const UNREAD_BYTES_MAX = 64 * 1024;
const LINGER_BYTES_MAX = 256 * 1024;
const LINGER_MS = 1000;
const DECLARED_BYTES_MAX = 128 * 1024 * 1024;
const DECLARED_MS = 10_000;
/** For what is thrown away: a copy out of the kernel, and a call for each 64 KiB. */
const BYTE_MS = 0.000_001;
const PAUSE_MS = 50;

/** Requests that wait for `100 Continue`, with their response. */
const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/** Call it before the server listens. */
export function closeAfterUnread(server: Server, spareTime: Spending): void {
  server.prependListener('request', (request, response) => {
    if (isShort(request)) return;
    const keepsAlive = response.shouldKeepAlive;
    response.shouldKeepAlive = false;
    request.once('end', () => {
      response.shouldKeepAlive = keepsAlive;
    });
    lingerAtEnd(request, spareTime);
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
export function lingerAtEnd(request: IncomingMessage, spareTime: Spending): void {
  const { socket } = request;
  socket.destroySoon = () => {
    if (request.complete) Socket.prototype.destroySoon.call(socket);
    else linger(socket, { ...boundsOf(request), spareTime });
  };
}

interface Bounds {
  /** Whether anything is read at all before the client leaves. */
  readonly reads: boolean;
  readonly bytesMax: number;
  readonly deadlineMs: number;
}

function boundsOf({ headers }: IncomingMessage): Bounds {
  const declared = Number(headers['content-length']);
  const isLarge = declared > LINGER_BYTES_MAX;
  return declared <= DECLARED_BYTES_MAX
    ? {
        reads: true,
        bytesMax: declared + LINGER_BYTES_MAX,
        deadlineMs: isLarge ? DECLARED_MS : LINGER_MS,
      }
    : { reads: false, bytesMax: LINGER_BYTES_MAX, deadlineMs: LINGER_MS };
}

function linger(
  socket: Socket,
  { reads, bytesMax, deadlineMs, spareTime }: Bounds & { readonly spareTime: Spending },
): void {
  let bytes = 0;
  let pause: NodeJS.Timeout | undefined;
  const deadline = setTimeout(() => socket.destroy(), deadlineMs);
  socket.once('close', () => {
    clearTimeout(deadline);
    clearTimeout(pause);
  });
  const readOn = () => {
    if (spareTime.take(0)) socket.resume();
    else pause = setTimeout(readOn, PAUSE_MS);
  };
  // What follows the body must not be taken for a request, since its answer could not be sent.
  socket.removeAllListeners('data');
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      socket.destroy();
    } else if (!spareTime.take(chunk.length * BYTE_MS)) {
      socket.pause();
      pause = setTimeout(readOn, PAUSE_MS);
    }
  });
  if (reads) {
    // HTTP has told the kernel to wait. It forgets that with the first listener for data, and the
    // stream has never known it.
    socket._read(0);
    readOn();
  }
  socket.end();
}

type Spending = Pick<SpareTime, 'take'>;
