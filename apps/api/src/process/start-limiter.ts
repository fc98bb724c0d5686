import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Limiter } from '../engine/limiter/limiter.js';
import { MemoryLimiter } from '../engine/limiter/memory-limiter.js';
import { openRedis } from '../engine/limiter/open-redis.js';
import { SharedLimiter } from '../engine/limiter/shared-limiter.js';
import type { Clock } from '../lib/clock/clock.js';

/** At about 200 bytes each, 360 with identifiers that are made to take much. */
const COUNTERS_MAX = 1_000_000;

export interface StartedLimiter {
  readonly limiter: Limiter;
  /** The same one, if it counts in Redis. */
  readonly sharedLimiter: SharedLimiter | undefined;
  stop(): Promise<void>;
}

/** Counts in Redis if there is one, otherwise in the memory of this process. */
export async function startLimiter(
  { redisUrl, redisTimeoutMs }: Config,
  log: Logger,
  clock: Clock,
): Promise<StartedLimiter> {
  if (redisUrl === undefined) {
    const limiter = new MemoryLimiter({ cellsMax: COUNTERS_MAX });
    return { limiter, sharedLimiter: undefined, stop: async () => {} };
  }
  const counters = await openRedis(redisUrl, {
    onEviction: (policy) =>
      log.warn(
        { event: 'redis_evicts', policy },
        'Redis drops counters when its memory is full, and limits are then too generous; set its maxmemory-policy to noeviction',
      ),
  });
  const limiter = new SharedLimiter({
    counters,
    clock,
    deadlineMs: redisTimeoutMs,
    cellsMax: COUNTERS_MAX,
    onApart: (err) =>
      log.warn({ event: 'redis_lost', err }, 'Redis fails; this process counts for itself'),
    onTogether: () => log.info({ event: 'redis_back' }, 'Redis counts for all processes again'),
  });
  return {
    limiter,
    sharedLimiter: limiter,
    async stop() {
      limiter.stop();
      counters.close();
    },
  };
}
