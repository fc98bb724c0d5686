import { randomUUID } from 'node:crypto';
import { type RunningService, startTestRedis, type TestRedis } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { call, failedStart, start } from './harness.js';

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
      checks: { database: 'ok', redis: 'ok' },
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
        checks: { database: 'ok', redis: 'fail' },
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

describe('a service whose REDIS_URL leads nowhere', () => {
  it('does not start, and says so without the password', async () => {
    const output = await failedStart({ REDIS_URL: 'redis://:s3cret@127.0.0.1:1' });
    expect(output).toMatch(
      /^\nUnlatch did not start\. Redis cannot be reached \(127\.0\.0\.1:1: connect ECONNREFUSED [^\n]+$/,
    );
    expect(output).not.toContain('s3cret');
  });
});
