import fastify from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type HealthChecks, registerHealth } from './health.js';

afterEach(() => {
  vi.useRealTimers();
});

async function probe(path: string, checks: Partial<HealthChecks>) {
  const app = fastify();
  const database = async () => {};
  registerHealth(
    app,
    {
      database,
      isCurrent: () => false,
      writeFailure: () => undefined,
      phase: () => 'accepting',
      ...checks,
    },
    'v1',
  );
  const response = await app.inject(path);
  return { status: response.statusCode, body: response.json() };
}

describe('readiness', () => {
  it('is reported while the database answers', async () => {
    expect(await probe('/health/ready', {})).toEqual({
      status: 200,
      body: { status: 'ok', version: 'v1', checks: { database: 'ok', writes: 'ok' } },
    });
  });

  it.each([
    { counts: true, redis: 'ok' },
    { counts: false, redis: 'fail' },
  ])('is given whatever becomes of Redis, which is shown as $redis', async ({ counts, redis }) => {
    expect(await probe('/health/ready', { redis: () => counts })).toEqual({
      status: 200,
      body: { status: 'ok', version: 'v1', checks: { database: 'ok', writes: 'ok', redis } },
    });
  });

  it.each([
    { isCurrent: true, status: 200, word: 'ok' },
    { isCurrent: false, status: 503, word: 'fail' },
  ])('is $status when the database refuses, if caches are current: $isCurrent', async (given) => {
    const { isCurrent, status, word } = given;
    const database = async () => {
      throw new Error('no');
    };
    expect(await probe('/health/ready', { database, isCurrent: () => isCurrent })).toEqual({
      status,
      body: { status: word, version: 'v1', checks: { database: 'fail', writes: 'ok' } },
    });
  });

  it('is reported while the database takes no writes, with the cause', async () => {
    expect(await probe('/health/ready', { writeFailure: () => 'disk_full' })).toEqual({
      status: 200,
      body: { status: 'ok', version: 'v1', checks: { database: 'ok', writes: 'disk_full' } },
    });
  });

  it('is reported while the database answers, although caches are not current', async () => {
    expect((await probe('/health/ready', { isCurrent: () => false })).status).toBe(200);
  });

  it('is no longer reported when the database has not answered after 500 ms', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let answer: ReturnType<typeof probe> | undefined;
    await new Promise<void>((asked) => {
      const database = () => {
        asked();
        return new Promise<void>(() => {});
      };
      answer = probe('/health/ready', { database });
    });
    vi.advanceTimersByTime(500);
    expect((await answer)?.status).toBe(503);
  });

  it.each(['starting', 'shutting down'] as const)(
    'is not reported by a service that is %s, without asking the database',
    async (phase) => {
      const database = vi.fn(async () => {});
      expect(await probe('/health/ready', { database, phase: () => phase })).toEqual({
        status: 503,
        body: { status: phase, version: 'v1' },
      });
      expect(database).not.toHaveBeenCalled();
    },
  );
});

describe('liveness', () => {
  it.each(['/health/live', '/v2/liveness'])(
    'is given by %s whatever the state of the database and of the service',
    async (path) => {
      const database = () => Promise.reject(new Error('no'));
      const { status } = await probe(path, { database, phase: () => 'shutting down' });
      expect(status).toBe(200);
    },
  );
});
