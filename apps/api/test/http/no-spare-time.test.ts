import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readConfig } from '../../src/config.js';
import { type Admission, createAdmission } from '../../src/http/admission/create-admission.js';
import { buildApp } from '../../src/http/app.js';
import { createLog } from '../../src/process/log.js';
import { RPCS } from '../../src/rpc/index.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { importHead } from './import-head.js';

let harness: Harness;
let workspace: Workspace;
let key: string;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  ({ key } = await workspace.newKey());
});
afterAll(() => harness.stop());

let app: FastifyInstance;
let admission: Admission;
/** The service as it is, without any spare time, and with ticks that only the test gives. */
beforeEach(async () => {
  admission = createAdmission();
  const { pingDatabase: database, isCurrent } = harness.deps;
  app = await buildApp(
    { ...readConfig({}), version: '2.0.0' },
    {
      ...harness.deps,
      ...admission,
      rpcs: RPCS,
      peopleRpcs: [],
      log: createLog('silent'),
      health: { database, isCurrent, writeFailure: () => undefined, phase: () => 'accepting' },
    },
  );
  await app.ready();
  admission.spareTime.charge(1000);
});

/** Sends a request, and says what has been answered so far. */
function send(method: 'GET' | 'POST', url: string, payload?: object, rootKey = workspace.rootKey) {
  const headers = { authorization: `Bearer ${rootKey}` };
  const answer = app.inject({ method, url, headers, ...(payload && { payload }) });
  onTestFinished(async () => {
    await admission.overload.stop();
    await answer;
  });
  let status: number | undefined;
  void answer.then(({ statusCode }) => {
    status = statusCode;
  });
  return { answer, status: () => status };
}

const verify = () =>
  app.inject({
    method: 'POST',
    url: '/v2/keys.verifyKey',
    headers: { authorization: `Bearer ${workspace.rootKey}` },
    payload: { key },
  });

/** Ticks come while the root key is still being looked up, too. */
async function statusAfterTicks({ status }: ReturnType<typeof send>): Promise<number | undefined> {
  await vi.waitFor(() => {
    admission.overload.tick();
    expect(status()).toBeDefined();
  });
  return status();
}

describe('while checks leave no time over', () => {
  it.each([
    ['a change', 'POST', '/v2/apis.createApi', { name: 'Weather' }, 200],
    ['a list', 'POST', '/v2/apis.listApis', {}, 200],
    ['a document', 'GET', '/openapi.json', undefined, 200],
    ['a page of an error', 'GET', '/docs/errors/unkey/application/invalid_input', undefined, 200],
  ] as const)(
    'a check is answered, and %s waits for its turn',
    async (_title, method, url, payload, status) => {
      const waiting = send(method, url, payload);
      expect((await verify()).json().data.code).toBe('VALID');
      admission.overload.tick();
      expect((await verify()).statusCode).toBe(200);
      expect(waiting.status()).toBeUndefined();
      admission.spareTime.add({ passedMs: 0, idleMs: 1000 });
      admission.overload.tick();
      expect((await waiting.answer).statusCode).toBe(status);
    },
  );

  it.each([
    ['an unknown path', 'GET', '/nowhere', undefined, 404],
    ['a wrong method', 'GET', '/v2/keys.verifyKey', undefined, 405],
    ['a wrong key, even for a check', 'POST', '/v2/keys.verifyKey', 'unkey_wrong', 401],
    ['a wrong key', 'POST', '/v2/apis.createApi', 'unkey_wrong', 401],
  ] as const)(
    'a check is answered, and a request with %s waits for a tick',
    async (_title, method, url, rootKey, status) => {
      const waiting = send(method, url, method === 'POST' ? {} : undefined, rootKey);
      expect((await verify()).json().data.code).toBe('VALID');
      expect(waiting.status()).toBeUndefined();
      expect(await statusAfterTicks(waiting)).toBe(status);
    },
  );

  it.each(['/health/live', '/health/ready', '/v2/liveness'])(
    '%s is answered with the next ticks',
    async (url) => {
      expect(await statusAfterTicks(send('GET', url))).toBe(200);
    },
  );

  it('a request with a wrong key takes no place from a request with a right one', async () => {
    for (let count = 0; count < 1001; count++)
      send('POST', '/v2/apis.createApi', {}, 'unkey_wrong');
    await verify();
    const waiting = send('POST', '/v2/apis.createApi', { name: 'Weather' });
    await verify();
    expect(waiting.status()).toBeUndefined();
    admission.spareTime.add({ passedMs: 0, idleMs: 1000 });
    admission.overload.tick();
    expect((await waiting.answer).statusCode).toBe(200);
  });

  it('a check is answered, and broken HTTP waits for a tick, and is answered once', async () => {
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const client = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
    onTestFinished(() => {
      client.destroy();
      return app.close();
    });
    let received = '';
    client.on('data', (data: Buffer) => {
      received += data.toString();
    });
    for (let part = 0; part < 3; part++) {
      client.write('hello there\r\n\r\n');
      expect((await verify()).json().data.code).toBe('VALID');
    }
    expect(received).toBe('');
    const closed = once(client, 'close');
    await vi.waitFor(() => {
      admission.overload.tick();
      expect(received).not.toBe('');
    });
    await closed;
    expect(received.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('a document beyond a hundred that wait is refused, and told when to come again', async () => {
    const waiting = Array.from({ length: 101 }, () => send('GET', '/openapi.json'));
    await verify();
    admission.overload.tick();
    const { statusCode, headers } = (await waiting.at(-1)?.answer) ?? {};
    expect({ statusCode, retryAfter: headers?.['retry-after'] }).toEqual({
      statusCode: 503,
      retryAfter: '1',
    });
    expect(admission.traffic.shed).toMatchObject({ document: 1, check: 0 });
  });

  it('of large bodies that wait for their turn, the one that began first gives way', async () => {
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const body = JSON.stringify({ padding: 'x'.repeat(10_000_000) });
    const clients: Socket[] = [];
    // Seven do not fit into 64 MiB.
    for (let number = 0; number < 7; number++) {
      const client = connect({ host: '127.0.0.1', port: Number(port) });
      clients.push(client);
      client.write(importHead(workspace.rootKey, body.length) + body);
      const [connection] = await once(app.server, 'connection');
      if (number < 6) {
        await expect.poll(() => connection.bytesRead).toBeGreaterThan(body.length);
      }
    }
    onTestFinished(() => {
      for (const client of clients) client.destroy();
      return app.close();
    });
    const [first] = clients;
    if (first === undefined) throw new Error('there is no client');
    const [answer] = await once(first, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 503 /);
    expect(admission.traffic.shed).toMatchObject({ change: 0 });
  });
});
