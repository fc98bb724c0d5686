import { once } from 'node:events';
import { connect } from 'node:net';
import { PROBLEMS } from '@unlatch/contract/problems/catalogue';
import fastify from 'fastify';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { createLog } from '../../process/log.js';
import { DatabaseUnavailableError } from '../../store/database/failures.js';
import { respondWithProblem } from './problem-responses.js';

afterEach(() => {
  vi.useRealTimers();
});

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

/** A service whose only operation fails like this, and the lines of its log. */
function serveFailing(failure: Error) {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const app = fastify();
  onTestFinished(() => app.close());
  app.setErrorHandler(respondWithProblem({ log, publicUrl: undefined }));
  app.get('/a', () => Promise.reject(failure));
  app.get('/b', () => Promise.reject(failure));
  const fail = (url: string) => app.inject(url);
  return { fail, logged: () => lines.map((line) => JSON.parse(line)) };
}

it.each([
  resetBy('connect'),
  new DatabaseUnavailableError('no answer'),
  new AggregateError([resetBy('connect')]),
])(
  'logs one short line a second while the database is away, with the number of requests: %s',
  async (failure) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { fail, logged } = serveFailing(failure);
    for (let count = 0; count < 20; count++) await fail(count % 2 === 0 ? '/a' : '/b');
    expect(logged()).toHaveLength(1);
    expect(logged()[0]).toMatchObject({ event: 'request_failed', count: 1, status: 503 });
    expect(logged()[0].cause).toMatch(/ECONNRESET|no answer/);
    vi.advanceTimersByTime(1000);
    expect(logged()).toHaveLength(2);
    expect(logged()[1]).toMatchObject({ route: '/b', count: 19 });
    for (const line of logged()) expect(JSON.stringify(line)).not.toContain('stack');
  },
);

it('logs an unexpected failure with its stack, once a second for each operation', async () => {
  const { fail, logged } = serveFailing(new Error('unforeseen'));
  for (const url of ['/a', '/a', '/b']) await fail(url);
  expect(logged()).toMatchObject([
    { route: '/a', err: { stack: expect.stringContaining('unforeseen') } },
    { route: '/b', err: { stack: expect.stringContaining('unforeseen') } },
  ]);
});
