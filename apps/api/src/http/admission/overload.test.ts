import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { send } from '../../../test/seed.js';
import { Overload } from './overload.js';
import { Traffic } from './traffic.js';

function start() {
  const traffic = new Traffic();
  let nowMs = 0;
  const overload = new Overload({ traffic, nowMs: () => nowMs });
  return {
    traffic,
    overload,
    isTooMuch: () => overload.isTooMuch(nowMs),
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe('what is too much', () => {
  it('is a request that is read when a second iteration in a row has lasted for a quarter of a second', () => {
    const { isTooMuch, pass, overload } = start();
    pass(251);
    overload.tick();
    pass(250);
    expect(isTooMuch()).toBe(false);
    pass(1);
    expect(isTooMuch()).toBe(true);
  });

  it('is not a request that arrives during a single long iteration', () => {
    const { isTooMuch, pass, overload } = start();
    pass(50);
    overload.tick();
    pass(2000);
    expect(isTooMuch()).toBe(false);
  });

  it('is not a request of the next iteration', () => {
    const { isTooMuch, pass, overload } = start();
    for (let turn = 0; turn < 2; turn++) {
      pass(251);
      overload.tick();
    }
    expect(isTooMuch()).toBe(false);
  });

  it('is a request that arrives while 10,000 others wait, until one of them is done', async () => {
    const { isTooMuch, traffic } = start();
    const waiting = Array.from({ length: 9999 }, () => traffic.awaited(new Promise(() => {})));
    expect(waiting).toHaveLength(9999);
    expect(isTooMuch()).toBe(false);
    let finish: (value: string) => void = () => undefined;
    const last = traffic.awaited(new Promise<string>((resolve) => (finish = resolve)));
    expect(isTooMuch()).toBe(true);
    finish('done');
    await expect(last).resolves.toBe('done');
    expect(isTooMuch()).toBe(false);
  });

  it('does not count a wait that has failed', async () => {
    const { traffic } = start();
    await expect(traffic.awaited(Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(traffic.waiting).toBe(0);
  });
});

describe('refusals', () => {
  /** Eight refusals of two milliseconds each, in one of the two queues. */
  function queue(kind: 'refuseLater' | 'refuseBelowChecks') {
    const { overload, pass } = start();
    const given: number[] = [];
    for (let number = 0; number < 8; number++) {
      overload[kind](() => {
        given.push(number);
        pass(2);
      });
    }
    const tickAfter = (ms: number) => {
      pass(ms);
      overload.tick();
    };
    return { given, tickAfter };
  }

  it('are given in order, for a tenth of the time since the last tick', () => {
    const { given, tickAfter } = queue('refuseLater');
    expect(given).toEqual([]);
    tickAfter(50);
    expect(given).toEqual([0, 1, 2]);
    tickAfter(20);
    expect(given).toEqual([0, 1, 2, 3]);
    tickAfter(300);
    expect(given).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('below checks are given for a fortieth of the time, but one at least', () => {
    const { given, tickAfter } = queue('refuseBelowChecks');
    tickAfter(50);
    expect(given).toEqual([0]);
    tickAfter(160);
    expect(given).toEqual([0, 1, 2]);
  });

  it('are given at once when 10,000 wait already', () => {
    const { overload } = start();
    let given = 0;
    const refuse = () => {
      given += 1;
    };
    for (let count = 0; count < 10_000; count++) overload.refuseLater(refuse);
    expect(given).toBe(0);
    overload.refuseLater(refuse);
    expect(given).toBe(1);
  });

  it('are all given when the service stops', async () => {
    const { overload } = start();
    let given = 0;
    for (let count = 0; count < 100; count++) overload.refuseLater(() => (given += 1));
    await overload.stop();
    expect(given).toBe(100);
  });
});

describe('an overloaded service', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.stop());

  /** Runs the work as if this many requests were waiting for the database. */
  async function whileWaiting<T>(count: number, work: () => Promise<T>): Promise<T> {
    const { traffic } = harness.deps;
    traffic.waiting += count;
    try {
      return await work();
    } finally {
      traffic.waiting -= count;
    }
  }

  it('refuses operations before it looks at the credentials or the body, and says when to retry', async () => {
    const { call } = await harness.newWorkspace();
    await whileWaiting(10_000, async () => {
      for (const headers of [{}, { authorization: 'Bearer unknown' }]) {
        const answer = await call('apis.createApi', 'not even an object', { headers });
        expect(answer.status).toBe(503);
        expect(answer.headers['retry-after']).toBe('1');
        expect(answer.body.error.detail).toMatch(/more requests than it can answer/);
      }
    });
    expect(harness.deps.traffic.shed.change).toBe(2);
    expect((await call('apis.createApi', { name: 'Weather' })).status).toBe(200);
  });

  it('still says that it is alive and ready', async () => {
    await whileWaiting(10_000, async () => {
      for (const url of ['/health/live', '/health/ready', '/v2/liveness']) {
        expect((await send(harness.app, { method: 'GET', url })).status).toBe(200);
      }
    });
  });

  it('keeps the connection of a client that it has refused', async () => {
    const { rootKey } = await harness.newWorkspace();
    const url = new URL(await harness.app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect({ host: url.hostname, port: Number(url.port) });
    onTestFinished(() => void socket.destroy());
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    // More arrives after the headers were read.
    const body = JSON.stringify({ name: 'x' }).padEnd(64 * 1024);
    const head = [
      'POST /v2/keys.createKey HTTP/1.1',
      'host: localhost',
      `authorization: Bearer ${rootKey}`,
      'content-type: application/json',
      `content-length: ${body.length}`,
    ];
    const statuses = () => [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    await whileWaiting(10_000, async () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
      await expect.poll(statuses).toEqual(['503']);
    });
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    await expect.poll(statuses).toEqual(['503', '400']);
  });
});
