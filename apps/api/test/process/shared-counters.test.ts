import { randomUUID } from 'node:crypto';
import { type RunningService, startTestRedis, type TestRedis } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { call, failedStart, start, workerPids } from './harness.js';

/** The window must not end while the test runs. */
const DURATION_MS = 2_592_000_000;
/** A busy machine must not be taken for a Redis that is down. */
const PATIENCE = { REDIS_TIMEOUT_MS: '5000' };

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.stop());

async function startTwo(): Promise<[RunningService, RunningService]> {
  const env = { REDIS_URL: redis.url, ...PATIENCE };
  const first = await start(env, inject('adminUrl'));
  const { databaseUrl, rootKey } = first;
  if (databaseUrl === undefined) throw new Error('a database was expected');
  const same = { DATABASE_URL: databaseUrl, UNLATCH_ROOT_KEY: rootKey };
  return [first, await start({ ...env, ...same })];
}

async function countPassed(
  services: readonly RunningService[],
  { times, identifier, limit }: { times: number; identifier: string; limit: number },
): Promise<number> {
  const body = { namespace: 'shared', identifier, limit, duration: DURATION_MS };
  const answers = services.flatMap((service) =>
    Array.from({ length: times }, () => call(service, 'ratelimit.limit', body)),
  );
  return (await Promise.all(answers)).filter(({ data }) => data.success).length;
}

async function readiness({ url }: RunningService) {
  const response = await fetch(`${url}/health/ready`);
  const { checks } = (await response.json()) as { checks: unknown };
  return { status: response.status, checks };
}

describe('two processes on one Redis', { timeout: 60_000 }, () => {
  it('count together, and separately while Redis is away', async () => {
    const services = await startTwo();
    const [first, second] = services;
    const identifier = randomUUID();
    expect(await countPassed(services, { times: 60, identifier, limit: 50 })).toBe(50);
    expect(await readiness(first)).toEqual({
      status: 200,
      checks: { database: 'ok', writes: 'ok', redis: 'ok' },
    });

    const [node] = redis.nodes;
    await node?.kill();
    const other = randomUUID();
    expect(await countPassed([first], { times: 60, identifier: other, limit: 50 })).toBe(50);
    expect(await countPassed([first], { times: 60, identifier, limit: 50 })).toBe(0);
    // Successful calls just before keep Redis trusted for a while.
    await vi.waitFor(async () => {
      await countPassed([first], { times: 5, identifier: randomUUID(), limit: 50 });
      expect(await readiness(first)).toEqual({
        status: 200,
        checks: { database: 'ok', writes: 'ok', redis: 'fail' },
      });
    }, 20_000);
    await first.line(/"event":"redis_lost"/);

    await node?.restart();
    await first.line(/"event":"redis_back"/);
    expect(await readiness(first)).toMatchObject({ checks: { database: 'ok', redis: 'ok' } });
    // What one process has used during the outage counts for the other, too.
    const look = {
      namespace: 'shared',
      identifier: other,
      limit: 50,
      duration: DURATION_MS,
      cost: 0,
    };
    await vi.waitFor(async () => {
      expect((await call(second, 'ratelimit.limit', look)).data.remaining).toBe(0);
    }, 20_000);
  });
});

/** A Redis that has ended; `restart` brings it back. */
async function goneRedis() {
  const gone = await startTestRedis();
  onTestFinished(() => gone.stop());
  const [node] = gone.nodes;
  if (node === undefined) throw new Error('there is no node');
  await node.kill();
  return { url: gone.url, node };
}

describe('a start without Redis', { timeout: 60_000 }, () => {
  it('counts separately, says so, and joins the others when Redis comes', async () => {
    const { url, node } = await goneRedis();
    const env = { REDIS_URL: url, ...PATIENCE };
    const first = await start(env, inject('adminUrl'));
    await first.line(/"event":"redis_lost".*Redis cannot be reached \(.*nothing listens/);
    expect(await readiness(first)).toEqual({
      status: 200,
      checks: { database: 'ok', writes: 'ok', redis: 'fail' },
    });
    const identifier = randomUUID();
    expect(await countPassed([first], { times: 60, identifier, limit: 50 })).toBe(50);

    await node.restart();
    await first.line(/"event":"redis_back"/);
    expect(await readiness(first)).toMatchObject({ checks: { redis: 'ok' } });
    const { databaseUrl = '', rootKey } = first;
    const same = { DATABASE_URL: databaseUrl, UNLATCH_ROOT_KEY: rootKey };
    const second = await start({ ...env, ...same });
    expect(await countPassed([second], { times: 5, identifier, limit: 50 })).toBe(0);
  });

  it('is possible for a worker that replaces a dead one, and for all of them', async () => {
    const { url, node } = await goneRedis();
    const env = { WORKERS: '2', REDIS_URL: url, ...PATIENCE };
    const service = await start(env, inject('adminUrl'));
    const [victim = 0] = workerPids(service);
    process.kill(victim, 'SIGKILL');
    await service.line(/"event":"worker_listening","worker":3/);
    // A mistake that only shows now must not keep the worker from being replaced, either.
    await node.restart();
    await service.line(/"worker":2,"event":"redis_back"/);
    await node.command('config', 'set', 'requirepass', 'secret');
    const [, , next = 0] = workerPids(service);
    process.kill(next, 'SIGKILL');
    await service.line(/"event":"worker_listening","worker":4/);
    expect(service.stderr()).toMatch(/"worker":4,"event":"redis_lost".*it asks for a password/);
  });

  it('is refused with one sentence where no time heals the mistake, without the password', async () => {
    const [{ host, port } = { host: '', port: 0 }] = redis.nodes;
    const url = `redis://unlatch:s3cret@${host}:${port}`;
    for (const env of [{}, { WORKERS: '2' }]) {
      const output = await failedStart({ ...env, REDIS_URL: url });
      expect(output).toMatch(
        /^\nUnlatch did not start\. REDIS_URL cannot be used \([^\n]*the user or the password is wrong[^\n]+$/,
      );
      expect(output).not.toContain('s3cret');
    }
  });
});
