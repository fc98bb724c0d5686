import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What answers in place of Unlatch, with one answer to everything. */
export interface StubService {
  readonly host: string;
  readonly port: number;
  answer: { status: number; type: string; body: string };
  close(): Promise<void>;
}

export async function startStubService(): Promise<StubService> {
  const server = createServer((request, response) => {
    request.resume();
    const { status, type, body } = stub.answer;
    response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { address, port }: AddressInfo = Object(server.address());
  const stub: StubService = {
    host: address,
    port,
    answer: { status: 500, type: 'text/plain', body: '' },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return stub;
}
