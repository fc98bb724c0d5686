import { describe, expect, it } from 'vitest';
import { startFaultyService, startMixedLoad } from './faulty-service.js';

/** For the reader of a run; what is fast depends on the machine. */
function print(when: string, tookMs: readonly number[]): void {
  const sorted = [...tookMs].sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
  const figures = `p50 ${p50?.toFixed(2)} ms, p99 ${p99?.toFixed(2)} ms`;
  process.stdout.write(`keys in memory, ${when}: ${sorted.length} checks, ${figures}\n`);
}

// Deadlines pass one after the other: of a connection attempt, a statement, a ping of the feed.
describe('under load, a database that', { timeout: 60_000 }, () => {
  it('falls silent costs no response for keys in memory; the rest gets 503 until it is back', async () => {
    const service = await startFaultyService();
    const load = await startMixedLoad(service);
    service.proxy.stall();
    const needing = [load.paying.answered(1), load.cold.answered(1)];
    const first = await Promise.race([load.warm.answered(100).then(() => 'warm'), ...needing]);
    expect(first).toBe('warm');
    await Promise.all([load.paying.sees('503'), load.cold.sees('503')]);
    service.proxy.pass();
    await Promise.all([load.paying.sees('200 VALID'), load.cold.sees('200 VALID')]);
    await load.end();
  });

  it('takes two seconds to answer leads to the right response or to 503, never to a wrong one', async () => {
    const service = await startFaultyService();
    const load = await startMixedLoad(service);
    const before = load.warm.tookMs.length;
    service.proxy.delay(1000);
    await Promise.all([load.paying.answered(4), load.cold.answered(4)]);
    const after = load.warm.tookMs.length;
    service.proxy.pass();
    print('as usual', load.warm.tookMs.slice(0, before));
    print('at 2 s a query', load.warm.tookMs.slice(before, after));
    await Promise.all([load.paying.sees('200 VALID'), load.cold.sees('200 VALID')]);
    await load.end();
  });
});
