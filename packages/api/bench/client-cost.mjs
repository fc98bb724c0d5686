/**
 * Measures what a call of the client costs beyond its HTTP request. It prints the processor time
 * per call of the built client, of a bare `fetch` and of a bare undici request, from one run. The
 * server is another process.
 *
 * Run `pnpm build` first. One argument, optional: the calls per round (default 5000).
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Unkey } from '@unlatch/api';
import { undiciFetch } from '@unlatch/api/undici';
import { Agent } from 'undici';

const ROUNDS = 7;
const IN_FLIGHT = 16;

const answer = JSON.stringify({
  meta: { requestId: 'req_0123456789abcdef' },
  data: {
    valid: true,
    code: 'VALID',
    keyId: 'key_0123456789abcdefgh',
    enabled: true,
    meta: { plan: 'pro' },
    permissions: ['documents.read', 'documents.write'],
    ratelimits: [],
  },
});

if (process.send) serve();
else await measureAll(Number(process.argv[2] ?? 5_000));

/** The server process: it reads each request and sends the same answer. */
function serve() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

async function measureAll(calls) {
  const child = fork(new URL(import.meta.url));
  const [port] = await once(child, 'message');
  const agent = new Agent({ connections: 128, pipelining: 1 });
  try {
    const variants = variantsFor(`http://127.0.0.1:${port}`, agent);
    for (const call of Object.values(variants)) await microsecondsPerCall(call, calls);
    const samples = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
    // The rounds alternate, so that a slow moment of the machine affects all candidates.
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, call] of Object.entries(variants)) {
        samples[name].push(await microsecondsPerCall(call, calls));
      }
    }
    print(samples, calls);
  } finally {
    child.kill();
    await agent.close();
  }
}

function variantsFor(origin, agent) {
  const request = { key: 'pay_0123456789abcdefghijkl' };
  const rootKey = 'unkey_0123456789abcdefghijkl';
  const headers = { authorization: `Bearer ${rootKey}`, 'content-type': 'application/json' };
  const path = '/v2/keys.verifyKey';
  const options = { serverURL: origin, rootKey };
  const plain = new Unkey(options);
  const fast = new Unkey({ ...options, fetch: undiciFetch(agent) });
  return {
    fetch: async () => {
      const body = JSON.stringify(request);
      const response = await fetch(origin + path, { method: 'POST', headers, body });
      return JSON.parse(await response.text());
    },
    client: () => plain.keys.verifyKey(request),
    undici: async () => {
      const body = JSON.stringify(request);
      const response = await agent.request({ origin, path, method: 'POST', headers, body });
      return JSON.parse(await response.body.text());
    },
    'client with undiciFetch': () => fast.keys.verifyKey(request),
  };
}

async function microsecondsPerCall(call, calls) {
  const before = process.cpuUsage();
  let started = 0;
  async function work() {
    while (started++ < calls) {
      const { data } = await call();
      if (data.code !== 'VALID') throw new Error('unexpected answer');
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

function print(samples, calls) {
  const cost = Object.fromEntries(
    Object.entries(samples).map(([name, values]) => [name, median(values)]),
  );
  const bases = {
    fetch: 'fetch',
    client: 'fetch',
    undici: 'undici',
    'client with undiciFetch': 'undici',
  };
  console.log(`${ROUNDS} rounds of ${calls} calls, ${IN_FLIGHT} in flight, medians\n`);
  console.log('| | µs of processor per call | of the bare request | of `fetch` |');
  console.log('|---|---|---|---|');
  for (const [name, base] of Object.entries(bases)) {
    const columns = [cost[name].toFixed(0), ratio(cost[name], cost[base])];
    console.log(`| ${name} | ${columns.join(' | ')} | ${ratio(cost[name], cost.fetch)} |`);
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function ratio(value, base) {
  return (value / base).toFixed(2);
}
