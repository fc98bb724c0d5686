import type { TestRedis } from '@unlatch/testkit';
import { openRedis } from '../../src/engine/limiter/open-redis.js';
import { parseRedisUrl } from '../../src/engine/limiter/redis-address.js';
import { SharedLimiter } from '../../src/engine/limiter/shared-limiter.js';
import { type Clock, systemClock } from '../../src/lib/clock/clock.js';
import type { LimiterStore } from './conformance.js';

/** Longer than a slow machine may be busy with other work. */
const PATIENCE_MS = 20_000;

export interface SharedStore extends LimiterStore {
  readonly limiter: SharedLimiter;
  /** What the limiter has reported, in order. */
  readonly reports: string[];
}

/** A limiter as one process has it, with a connection of its own. */
export async function openShared({
  url,
  deadlineMs = PATIENCE_MS,
  cellsMax = 100_000,
  clock = systemClock,
}: {
  readonly url: TestRedis['url'];
  readonly deadlineMs?: number;
  readonly cellsMax?: number;
  readonly clock?: Clock;
}): Promise<SharedStore> {
  const address = parseRedisUrl(url);
  if (address === undefined) throw new Error(`not the URL of a Redis: ${url}`);
  const counters = await openRedis(address, { onEviction: () => undefined });
  const reports: string[] = [];
  const limiter = new SharedLimiter({
    counters,
    clock,
    deadlineMs,
    cellsMax,
    onApart: () => reports.push('apart'),
    onTogether: () => reports.push('together'),
  });
  return {
    limiter,
    reports,
    async stop() {
      limiter.stop();
      counters.close();
    },
  };
}
