import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPassed, describeLimiter } from '../../../test/limiter/conformance.js';
import { limitRequest, START_MS } from '../../../test/limiter/limit-requests.js';
import type { LimitRequest } from './limiter.js';
import { MemoryLimiter } from './memory-limiter.js';

describeLimiter(
  'MemoryLimiter',
  async () => ({ limiter: new MemoryLimiter({ cellsMax: 100_000 }), stop: async () => {} }),
  { runs: 2000 },
);

describe('MemoryLimiter, when requests come late', () => {
  it('counts all that was granted in the newest window and the one before, in any order', () => {
    const WINDOW_MS = 1000;
    const late = fc.record({ window: fc.nat(5), cost: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(late), (takes) => {
        const limiter = new MemoryLimiter({ cellsMax: 100 });
        const request = limitRequest({ windowMs: WINDOW_MS, limit: 1000 });
        const granted = [0, 0, 0, 0, 0, 0];
        let newest = 0;
        for (const { window, cost } of takes) {
          limiter.take([{ ...request, cost }], START_MS + window * WINDOW_MS);
          granted[window] = (granted[window] ?? 0) + cost;
          newest = Math.max(newest, window);
        }
        const look = limiter.take([{ ...request, cost: 0 }], START_MS + newest * WINDOW_MS);
        const used = (granted[newest] ?? 0) + (granted[newest - 1] ?? 0);
        expect(look.verdicts[0]?.remaining).toBe(1000 - used);
      }),
    );
  });
});

describe('MemoryLimiter, when there is little room', () => {
  it.each([
    { others: 'have something left', fields: {} },
    { others: 'use up their limit at once', fields: { cost: 10 } },
  ])(
    'keeps a denied caller denied through a flood of identifiers that $others',
    async (options) => {
      for (const limit of [10, 1]) {
        const limiter = new MemoryLimiter({ cellsMax: 100 });
        await countPassed(limiter, limit + 1, limitRequest({ limit }), START_MS);
        await flood(limiter, 1, options.fields);
        expect(await countPassed(limiter, 5, limitRequest({ limit }), START_MS)).toBe(0);
      }
    },
  );

  it('keeps a caller denied that goes on asking, whatever the flood', async () => {
    const limiter = new MemoryLimiter({ cellsMax: 100 });
    const request = limitRequest({ limit: 1 });
    await countPassed(limiter, 2, request, START_MS);
    for (let round = 0; round < 100; round++) {
      await flood(limiter, 3, { name: `round_${round}`, limit: 2 }, 49);
      expect(await countPassed(limiter, 1, request, START_MS)).toBe(0);
    }
  });

  it('denies a caller that used up its limit at once and comes back after a flood of newcomers', async () => {
    const limiter = new MemoryLimiter({ cellsMax: 100 });
    await countPassed(limiter, 1, limitRequest({ limit: 1 }), START_MS);
    await flood(limiter, 1);
    expect(await countPassed(limiter, 5, limitRequest({ limit: 1 }), START_MS)).toBe(0);
  });

  it('still limits newcomers after a flood that filled the capacity with counters in use', async () => {
    const limiter = new MemoryLimiter({ cellsMax: 100 });
    await flood(limiter, 2);
    const newcomer = limitRequest({ identifier: 'newcomer' });
    expect(await countPassed(limiter, 20, newcomer, START_MS)).toBe(10);
    expect(limiter.counters.size).toBeLessThanOrEqual(100);
  });

  async function flood(
    limiter: MemoryLimiter,
    times: number,
    fields: Partial<LimitRequest> = {},
    identifiers = 5000,
  ): Promise<void> {
    for (let index = 0; index < identifiers; index++) {
      const request = limitRequest({ identifier: `flood_${index}`, ...fields });
      await countPassed(limiter, times, request, START_MS);
    }
  }
});
