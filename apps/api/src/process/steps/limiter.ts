import type { Logger } from 'pino';
import type { Limiter } from '../../engine/limiter/limiter.js';
import { MemoryLimiter } from '../../engine/limiter/memory-limiter.js';
import { openRedis } from '../../engine/limiter/open-redis.js';
import type { RedisAddress } from '../../engine/limiter/redis-address.js';
import type { RedisCounters } from '../../engine/limiter/redis-counters.js';
import { SharedLimiter } from '../../engine/limiter/shared-limiter.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';

interface LimiterParts {
  readonly limiter: Limiter;
  /** The same limiter, if it counts in Redis. */
  readonly sharedLimiter: SharedLimiter | undefined;
  readonly redisCounters: RedisCounters | undefined;
}

/** Counts in Redis if there is one, otherwise in the memory of this process. */
export const limiter: Step<Pick<Basics, 'config' | 'log' | 'clock'>, LimiterParts> = {
  name: 'redis',
  async start({ config: { redisUrl, redisTimeoutMs }, log, clock }) {
    if (redisUrl === undefined) {
      const inMemory = new MemoryLimiter({ cellsMax: COUNTERS_MAX });
      return { limiter: inMemory, sharedLimiter: undefined, redisCounters: undefined };
    }
    const counters = await connect(redisUrl, log);
    const sharedLimiter = new SharedLimiter({
      counters,
      clock,
      deadlineMs: redisTimeoutMs,
      cellsMax: COUNTERS_MAX,
      onApart: (err) =>
        log.warn({ event: 'redis_lost', err }, 'Redis fails; this process counts for itself'),
      onTogether: () => log.info({ event: 'redis_back' }, 'Redis counts for all processes again'),
    });
    return { limiter: sharedLimiter, sharedLimiter, redisCounters: counters };
  },
  stop({ sharedLimiter, redisCounters }) {
    sharedLimiter?.stop();
    redisCounters?.close();
  },
};

/** A counter takes about 200 bytes, or 360 with identifiers chosen to take much. */
const COUNTERS_MAX = 1_000_000;

function connect(redisUrl: RedisAddress, log: Logger): Promise<RedisCounters> {
  return openRedis(redisUrl, {
    onEviction: (policy) =>
      log.warn(
        { event: 'redis_evicts', policy },
        'Redis drops counters when its memory is full, and limits are then too generous; set its maxmemory-policy to noeviction',
      ),
  });
}
