import { describe, expect, it } from 'vitest';
import { AwaitedRedis } from './awaited-redis.js';
import type { RedisCounters } from './redis-counters.js';

type Counters = Pick<RedisCounters, 'take' | 'raise' | 'probe' | 'close'>;

function newCounters() {
  const calls: string[] = [];
  const counters: Counters = {
    take: async () => {
      calls.push('take');
      return [];
    },
    raise: async () => void calls.push('raise'),
    probe: async () => void calls.push('probe'),
    close: () => void calls.push('close'),
  };
  return { calls, counters };
}

/** A Redis that was away at the start. The test says how each attempt to open it ends. */
function newAwaited() {
  const attempts: PromiseWithEnds[] = [];
  const failures: unknown[] = [];
  const redis = new AwaitedRedis({
    counters: undefined,
    open: () => {
      const attempt = promiseWithEnds();
      attempts.push(attempt);
      return attempt.promise;
    },
    onFailed: (reason) => failures.push(reason),
  });
  const last = () => {
    const attempt = attempts.at(-1);
    if (attempt === undefined) throw new Error('no attempt was made');
    return attempt;
  };
  return { redis, attempts, failures, last };
}

interface PromiseWithEnds {
  readonly promise: Promise<Counters>;
  readonly resolve: (counters: Counters) => void;
  readonly reject: (reason: Error) => void;
}

function promiseWithEnds(): PromiseWithEnds {
  let resolve: PromiseWithEnds['resolve'] = () => undefined;
  let reject: PromiseWithEnds['reject'] = () => undefined;
  const promise = new Promise<Counters>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

const CALL = { counters: [], counterOf: [], requests: [], nowMs: 0 };

describe('a Redis that was away at the start', () => {
  it('fails commands at once until it has joined', async () => {
    const { redis, last } = newAwaited();
    await expect(redis.take(CALL, [])).rejects.toThrow('has not been reached');
    const probe = redis.probe();
    await expect(redis.raise([], 0)).rejects.toThrow('has not been reached');
    const { calls, counters } = newCounters();
    last().resolve(counters);
    await probe;
    expect(redis.isJoined).toBe(true);
    await redis.take(CALL, []);
    await redis.raise([], 0);
    await redis.probe();
    expect(calls).toEqual(['take', 'raise', 'probe']);
  });

  it('makes one attempt at a time, which further probes wait for (invariant 1)', async () => {
    const { redis, attempts, failures, last } = newAwaited();
    const probes = [redis.probe(), redis.probe()];
    expect(attempts).toHaveLength(1);
    const reason = new Error('still away');
    last().reject(reason);
    expect(await Promise.allSettled(probes)).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ]);
    expect(failures).toEqual([reason]);
    const next = redis.probe();
    expect(attempts).toHaveLength(2);
    last().resolve(newCounters().counters);
    await next;
  });

  it('is closed once, also if it is opened after that (invariant 2)', async () => {
    const { redis, last } = newAwaited();
    const probe = redis.probe();
    redis.close();
    redis.close();
    const { calls, counters } = newCounters();
    last().resolve(counters);
    await probe;
    expect(calls).toEqual(['close']);
    await expect(redis.probe()).rejects.toThrow('has not been reached');
  });
});
