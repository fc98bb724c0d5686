import { describe, expect, it } from 'vitest';
import { countPassed, describeLimiter } from '../../../test/limiter/conformance.js';
import { limitRequest, START_MS } from '../../../test/limiter/limit-requests.js';
import { MemoryLimiter } from './memory-limiter.js';

describeLimiter(
  'MemoryLimiter',
  async () => ({ limiter: new MemoryLimiter({ cellsMax: 100_000 }), stop: async () => {} }),
  { runs: 2000 },
);

describe('MemoryLimiter, when there is little room', () => {
  it('keeps a blocked identifier blocked through a flood of new ones', async () => {
    const limiter = new MemoryLimiter({ cellsMax: 100 });
    await countPassed(limiter, 10, limitRequest(), START_MS);
    for (let index = 0; index < 5000; index++) {
      limiter.take([limitRequest({ identifier: `flood_${index}` })], START_MS);
    }
    expect(await countPassed(limiter, 5, limitRequest(), START_MS)).toBe(0);
  });

  it('still limits newcomers after a flood that filled all the room with counters in use', async () => {
    const limiter = new MemoryLimiter({ cellsMax: 100 });
    for (let index = 0; index < 5000; index++) {
      await countPassed(limiter, 2, limitRequest({ identifier: `flood_${index}` }), START_MS);
    }
    const newcomer = limitRequest({ identifier: 'newcomer' });
    expect(await countPassed(limiter, 20, newcomer, START_MS)).toBe(10);
  });
});
