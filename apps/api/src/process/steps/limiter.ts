import type { Logger } from 'pino';
import { AwaitedRedis } from '../../engine/limiter/awaited-redis.js';
import type { Limiter } from '../../engine/limiter/limiter.js';
import { MemoryLimiter } from '../../engine/limiter/memory-limiter.js';
import { openRedis, RedisAwayError, UnusableRedisError } from '../../engine/limiter/open-redis.js';
import type { RedisAddress } from '../../engine/limiter/redis-address.js';
import { SharedLimiter } from '../../engine/limiter/shared-limiter.js';
import { workerId } from '../cluster/worker.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';

interface LimiterParts {
  readonly limiter: Limiter;
  /** The same limiter, if it counts in Redis. */
  readonly sharedLimiter: SharedLimiter | undefined;
  readonly redisCounters: AwaitedRedis | undefined;
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
      startsApart: !counters.isJoined,
      onApart: (err) =>
        log.warn({ event: 'redis_lost', err }, `${textOf(err)}; this process counts for itself`),
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

/** What stops the start, and what does not, is in the table of open-redis.ts. */
async function connect(redisUrl: RedisAddress, log: Logger): Promise<AwaitedRedis> {
  const open = () => openRedis(redisUrl, { onEviction: (policy) => warnOfEviction(log, policy) });
  const counters = await open().catch((error: unknown) => {
    if (!isAway(error)) throw error;
    const text = `${textOf(error)} Until it can be used, this process counts for itself`;
    log.warn({ event: 'redis_lost', err: error }, text);
    return undefined;
  });
  return new AwaitedRedis({ counters, open, onFailed: reportOnce(log) });
}

/** A worker that died is replaced although Redis has become unusable; see open-redis.ts. */
function isAway(error: unknown): boolean {
  const isWorker = workerId() !== undefined;
  return error instanceof RedisAwayError || (isWorker && error instanceof UnusableRedisError);
}

/** Attempts follow each other twice a second, so a mistake is logged only when it is a new one. */
function reportOnce(log: Logger): (reason: unknown) => void {
  let reported = '';
  return (reason) => {
    const text = textOf(reason);
    if (reason instanceof RedisAwayError || text === reported) return;
    reported = text;
    log.error({ event: 'redis_unusable', err: reason }, text);
  };
}

function warnOfEviction(log: Logger, policy: string): void {
  log.warn(
    { event: 'redis_evicts', policy },
    'Redis drops counters when its memory is full, and limits are then too generous; set its maxmemory-policy to noeviction',
  );
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** For the primary, which counts nothing: refuses a Redis that its workers could never use. */
export const usableRedis: Step<Pick<Basics, 'config' | 'log'>, object> = {
  name: 'usable_redis',
  async start({ config: { redisUrl } }) {
    if (redisUrl === undefined) return {};
    try {
      const counters = await openRedis(redisUrl, { onEviction: () => undefined });
      counters.close();
    } catch (error) {
      if (!(error instanceof RedisAwayError)) throw error;
    }
    return {};
  },
};
