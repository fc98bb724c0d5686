import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';

interface SeenRequest {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Reply = (response: ServerResponse) => void;

export interface StubServer {
  url: string;
  /** Every request so far, oldest first. */
  requests: SeenRequest[];
  /** Sets the replies to the next requests, in order. The last one answers all later requests. */
  reply(...replies: Reply[]): void;
  /** Resolves when a request has arrived that no earlier call of this has returned for. */
  nextRequest(): Promise<IncomingMessage>;
  close(): Promise<void>;
}

/** An HTTP server on a free port with scripted answers, faults included. */
export async function startStubServer(): Promise<StubServer> {
  const requests: SeenRequest[] = [];
  let replies: Reply[] = [];
  const arrived: IncomingMessage[] = [];
  const waiting: ((request: IncomingMessage) => void)[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url: path, headers } = request;
    requests.push({ method, path, headers, body: await text(request) });
    const observer = waiting.shift();
    if (observer) observer(request);
    else arrived.push(request);
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    reply?.(response);
  }

  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');

  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    reply(...next) {
      replies = next;
    },
    nextRequest() {
      const request = arrived.shift();
      return request ? Promise.resolve(request) : new Promise((resolve) => waiting.push(resolve));
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function success(data: unknown): Reply {
  return json(200, { meta: { requestId: 'req_ok' }, data });
}

export function problem(
  status: number,
  code = 'unkey/application/unexpected_error',
  headers: Record<string, string> = {},
): Reply {
  const type = `https://unlatch.example/docs/errors/${code}`;
  const error = { title: 'A title', type, detail: `What went wrong: ${code}.`, status };
  return json(status, { meta: { requestId: 'req_bad' }, error }, headers);
}

export function html(status: number): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<html><body>This is a proxy.</body></html>');
  };
}

/** A success in a content encoding, without a length in front. */
export function encoded(coding: string, bytes: Uint8Array): Reply {
  return (response) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': coding };
    response.writeHead(200, headers).write(bytes, () => response.end());
  };
}

/** An answer of more bytes than the client reads, or of as many as it announces. */
export function unbounded(status: number, lengthBytes?: number): Reply {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  return (response) => {
    const length = lengthBytes === undefined ? {} : { 'content-length': lengthBytes };
    response.writeHead(status, { 'content-type': 'application/json', ...length });
    const write = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', write);
    write();
  };
}

export function empty(status: number): Reply {
  return (response) => response.writeHead(status).end();
}

/** An answer that starts and does not end. */
export const trickle: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"meta":');
};

/** The server reads the request and never answers. */
export const hang: Reply = () => {};

/** The server closes the connection without an answer. */
export const reset: Reply = (response) => {
  response.socket?.destroy();
};

/** A success of which only the first half arrives, although its full length was announced. */
export const cut: Reply = (response) => {
  const body = JSON.stringify({ meta: { requestId: 'req_cut' }, data: { key: 'secret_key' } });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.write(body.slice(0, body.length / 2), () => response.socket?.destroy());
};

/** A success that announces half its length, so the JSON ends too early. */
export const wrongLength: Reply = (response) => {
  const body = JSON.stringify({ meta: { requestId: 'req_cut' }, data: { key: 'secret_key' } });
  const half = body.slice(0, body.length / 2);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': half.length });
  response.end(half);
};
