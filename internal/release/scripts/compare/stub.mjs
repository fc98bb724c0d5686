import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const meta = { requestId: 'req_0123456789abcdef' };
const answers = {
  '/v2/keys.verifyKey': {
    meta,
    data: { valid: true, code: 'VALID', keyId: 'key_0123456789abcdefgh', enabled: true },
  },
  '/v2/ratelimit.limit': {
    meta,
    data: { success: true, limit: 10, remaining: 9, reset: 4_102_444_800_000 },
  },
};
const failure = {
  meta,
  error: {
    title: 'Internal Server Error',
    type: 'https://localhost/docs/errors/unkey/application/unexpected_error',
    detail: 'It does not work.',
    status: 500,
  },
};

if (process.send !== undefined && process.argv[2] === 'stub') serve();

/** A server in a process of its own. It counts requests, and fails on command. */
export async function startStub() {
  const child = fork(fileURLToPath(import.meta.url), ['stub']);
  const [port] = await once(child, 'message');
  const ask = async (question) => {
    const answer = once(child, 'message');
    child.send(question);
    return (await answer)[0];
  };
  return {
    url: `http://127.0.0.1:${port}`,
    fail: (fails) => ask({ fails }),
    /** The number of requests since the last question. */
    count: () => ask('count'),
    stop: () => child.kill(),
  };
}

function serve() {
  let fails = false;
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    const body = JSON.stringify(fails ? failure : answers[request.url]);
    request.resume().on('end', () => {
      const type = fails ? 'application/problem+json' : 'application/json';
      response.writeHead(fails ? 500 : 200, { 'content-type': type }).end(body);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.on('message', (question) => {
    process.send(requests);
    if (question === 'count') requests = 0;
    else fails = question.fails;
  });
}
