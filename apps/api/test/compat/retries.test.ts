import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Unkey as PublishedClient } from '@unkey/api';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { Problem } from '../../src/domain/problems.js';
import { problemDocument } from '../../src/http/answers/problem-responses.js';
import { EVERY_OPERATION } from '../contract/operations.js';
import { call, PUBLISHED } from './call-operation.js';
import { type Server, startServer } from './clients.js';

/*
 * The published client repeats every call that fails with 5xx. Our answer to a call that could not
 * be served must let it: with the status, the header and the form that it expects.
 */

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const AWAY = new Problem('unkey/application/service_unavailable', 'The database is away.');

/** Answers the first request with 503, as the service does, and passes on the others. */
async function startFailingOnce() {
  const seen: (string | undefined)[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    seen.push(request.url);
    if (seen.length === 1) {
      const headers = { 'content-type': 'application/json', 'retry-after': '0' };
      response.writeHead(503, headers).end(JSON.stringify(problemDocument(AWAY, 'req_1', '')));
      return;
    }
    const { authorization = '', accept = '*/*' } = request.headers;
    const passedOn = await fetch(`${server.serverURL}${request.url}`, {
      method: 'POST',
      headers: { authorization, accept, 'content-type': 'application/json' },
      body: body.length > 0 ? body : '{}',
    });
    const type = passedOn.headers.get('content-type') ?? '';
    response.writeHead(passedOn.status, { 'content-type': type }).end(await passedOn.text());
  };
  const front = createServer((request, response) => void answer(request, response));
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  onTestFinished(() => {
    front.closeAllConnections();
    front.close();
  });
  const { port } = front.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, seen };
}

/** One repetition, at once. */
const SOON = {
  strategy: 'backoff',
  backoff: { initialInterval: 1, maxInterval: 1, exponent: 1, maxElapsedTime: 10_000 },
  retryConnectionErrors: true,
} as const;

it.each(EVERY_OPERATION.filter(({ name }) => PUBLISHED.includes(name)))(
  '@unkey/api repeats $name after a failure, and takes the answer',
  async (operation) => {
    const { url, seen } = await startFailingOnce();
    const { rootKey } = await server.harness.newWorkspace();
    const unkey = new PublishedClient({ rootKey, serverURL: url, retryConfig: SOON });
    // The ids of the example belong to nothing, so a refusal is an answer too.
    const outcome = await call(unkey, operation).catch((reason: unknown) => reason);
    expect(seen).toEqual([`/v2/${operation.name}`, `/v2/${operation.name}`]);
    expect(outcome).toSatisfy(
      (answer: { statusCode?: number }) => (answer.statusCode ?? 200) < 500,
    );
  },
);
