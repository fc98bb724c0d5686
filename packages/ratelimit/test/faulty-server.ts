import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

export type Fault = (response: ServerResponse) => void;

export interface FaultyServer {
  url: string;
  /** How many requests have arrived. */
  requests(): number;
  /** Resolves when a client has closed the connection without waiting for its answer. */
  abandoned: Promise<void>;
  close(): Promise<void>;
}

/** A server on the loopback interface that treats every request the same. */
export async function startFaultyServer(fault: Fault): Promise<FaultyServer> {
  let count = 0;
  let onAbandoned: () => void;
  const abandoned = new Promise<void>((resolve) => {
    onAbandoned = resolve;
  });
  const server = createServer((request, response) => {
    count += 1;
    response.once('close', () => !response.writableEnded && onAbandoned());
    request.resume().once('end', () => fault(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests: () => count,
    abandoned,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The server reads the request and never answers. */
export const stall: Fault = () => {};

/** The connection ends in the middle of the answer. */
export const cut: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 500 });
  response.write('{"meta":', () => response.socket?.destroy());
};

/** An error in the form of the service. */
export function problem(status: number, headers: Record<string, string> = {}): Fault {
  return (response) => {
    const type = 'https://unlatch.example/docs/errors/unkey/application/problem';
    const error = { title: 'Problem', type, detail: `It answers ${status}.`, status };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ meta: { requestId: 'req_1' }, error }));
  };
}
