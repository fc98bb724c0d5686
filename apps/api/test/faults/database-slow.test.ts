import { describe, expect, it } from 'vitest';
import { startFaultyService, startMixedLoad } from './faulty-service.js';

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
    service.proxy.delay(1000);
    await Promise.all([load.paying.answered(4), load.cold.answered(4)]);
    service.proxy.pass();
    await Promise.all([load.paying.sees('200 VALID'), load.cold.sees('200 VALID')]);
    await load.end();
  });
});
