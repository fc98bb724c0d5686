import { once } from 'node:events';
import { connect } from 'node:net';
import { PROBLEMS } from '@unlatch/contract/problems/catalogue';
import fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { createLog } from '../../process/log.js';
import { respondWithProblem } from './problem-responses.js';

function resetBy(what: string): Error {
  return Object.assign(new Error(`${what} ECONNRESET`), { code: 'ECONNRESET', syscall: what });
}

it('does not blame the client when the connection to the database broke', async () => {
  const app = fastify();
  onTestFinished(() => app.close());
  app.setErrorHandler(respondWithProblem({ log: createLog('silent'), publicUrl: undefined }));
  app.post('/', () => Promise.reject(resetBy('read')));
  const { statusCode } = await app.inject({ method: 'POST', url: '/', payload: { a: 1 } });
  expect(statusCode).toBe(PROBLEMS['unkey/application/service_unavailable'].status);
});

it('treats a client that leaves in the middle of its body as a bad request, not as a failure', async () => {
  const app = fastify();
  onTestFinished(() => app.close());
  const respond = respondWithProblem({ log: createLog('silent'), publicUrl: undefined });
  const answered = new Promise<number>((resolve) => {
    app.setErrorHandler((error, request, reply) => {
      respond(error, request, reply);
      resolve(reply.statusCode);
    });
  });
  app.post('/', () => 'unreachable');
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const arrived = once(app.server, 'request');
  const client = connect(Number(port), '127.0.0.1');
  client.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n');
  client.write('content-length: 100\r\n\r\n{"a":');
  await arrived;
  client.destroy();
  expect(await answered).toBe(PROBLEMS['user/bad_request/request_body_unreadable'].status);
});
