import { PerformanceObserver } from 'node:perf_hooks';
import { startTestRedis } from '@unlatch/testkit';
import type { Limiter } from '../../src/engine/limiter/limiter.js';
import { MemoryLimiter } from '../../src/engine/limiter/memory-limiter.js';
import { limitRequest, START_MS } from './limit-requests.js';
import { openShared } from './shared-store.js';

/** The programs of `flood.test.ts`. An argument at the start says which one runs. */
const CELLS_MAX = 1_000_000;
const BLOCKED = limitRequest({ identifier: 'blocked', limit: 1 });

/**
 * Sends one request for each of so many identifiers, and now and then one for a blocked identifier.
 */
async function floodIdentifiers(limiter: Limiter, identifiers: number) {
  await limiter.take([BLOCKED], START_MS);
  let blockedPassed = 0;
  for (let index = 0; index < identifiers; index++) {
    await limiter.take([limitRequest({ identifier: `flood_${index}` })], START_MS);
    if (index % 1000 !== 0) continue;
    if ((await limiter.take([BLOCKED], START_MS)).passed) blockedPassed += 1;
  }
  const { size, evictions } = limiter.counters;
  return { size, evictions, blockedPassed };
}

/** Each identifier has the greatest length, in characters that take two bytes. */
async function floodLongIdentifiers(limiter: Limiter, identifiers: number) {
  for (let index = 0; index < identifiers; index++) {
    const identifier = String(index).padStart(512, 'ж');
    await limiter.take([limitRequest({ identifier })], START_MS);
  }
  return { size: limiter.counters.size };
}

/** A few blocked identifiers are asked about on and on. Hardly any counter is stored. */
async function floodDenials(limiter: Limiter) {
  const ROUNDS = 4;
  const DENIALS = 1_000_000;
  const blocked = Array.from({ length: 100 }, (_, index) => [
    limitRequest({ identifier: `blocked_${index}`, limit: 1 }),
  ]);
  for (const requests of blocked) await limiter.take(requests, START_MS);
  let blockedPassed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await limiter.take([limitRequest({ identifier: `other_${round}` })], START_MS);
    for (let count = 0; count < DENIALS; count++) {
      const verdict = limiter.take(blocked[count % blocked.length] ?? [], START_MS);
      if (verdict instanceof Promise || verdict.passed) blockedPassed += 1;
    }
  }
  return { size: limiter.counters.size, blockedPassed };
}

/** Redis stops after it was asked about the blocked identifier. */
async function floodWithoutRedis(identifiers: number) {
  const redis = await startTestRedis();
  const { limiter, stop } = await openShared({ url: redis.url, cellsMax: CELLS_MAX / 5 });
  await limiter.take([BLOCKED], START_MS);
  await redis.stop();
  while (limiter.isShared) await limiter.take([limitRequest({ limit: 1000 })], START_MS);
  const outcome = await floodIdentifiers(limiter, identifiers);
  await stop();
  return outcome;
}

const FLOODS: Readonly<Record<string, () => Promise<object>>> = {
  identifiers: () => floodIdentifiers(new MemoryLimiter({ cellsMax: CELLS_MAX }), 5_000_000),
  'long identifiers': () =>
    floodLongIdentifiers(new MemoryLimiter({ cellsMax: CELLS_MAX }), 250_000),
  denials: () => floodDenials(new MemoryLimiter({ cellsMax: CELLS_MAX })),
  'without Redis': () => floodWithoutRedis(1_000_000),
};
let gcMaxMs = 0;
const observer = new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) gcMaxMs = Math.max(gcMaxMs, duration);
});
observer.observe({ entryTypes: ['gc'] });

const [flood = ''] = process.argv.slice(2);
const outcome = await FLOODS[flood]?.();
// What was collected is told in turns of the event loop, of which a flood makes none.
await new Promise((resolve) => setTimeout(resolve, 100));
process.stdout.write(JSON.stringify({ outcome, gcMaxMs }));
