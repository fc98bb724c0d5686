import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Settlement, settleSpends } from './settle-spends.js';

const balance = fc.oneof(fc.nat(20), fc.nat(Number.MAX_SAFE_INTEGER));
const costs = fc.array(fc.oneof(fc.nat(20), fc.nat(1_000_000_000_000)), { minLength: 1 });

function sumOf(wanted: Settlement, costs: readonly number[], settled: readonly Settlement[]) {
  return costs.reduce((sum, cost, index) => (settled[index] === wanted ? sum + cost : sum), 0);
}

describe('settleSpends', () => {
  it.each<[number, number[], Settlement[]]>([
    [5, [], []],
    [0, [1], ['deny']],
    [0, [0], ['take']],
    [0, [0, 1, 0], ['take', 'deny', 'take']],
    [5, [5], ['take']],
    [5, [6], ['deny']],
    [5, [3, 3], ['take', 'wait']],
    [5, [3, 4, 2], ['take', 'wait', 'take']],
    [5, [9, 3, 9, 3, 1, 1, 1], ['deny', 'take', 'deny', 'wait', 'take', 'take', 'wait']],
    [2, [1, 1, 1], ['take', 'take', 'wait']],
  ])('with %i left settles %j as %j', (balance, costs, settled) => {
    expect(settleSpends({ balance, costs })).toEqual(settled);
  });

  it('never takes more than the balance', () => {
    fc.assert(
      fc.property(balance, costs, (balance, costs) => {
        const settled = settleSpends({ balance, costs });
        expect(sumOf('take', costs, settled)).toBeLessThanOrEqual(balance);
      }),
    );
  });

  it('denies exactly the spends that exceed the balance on their own', () => {
    fc.assert(
      fc.property(balance, costs, (balance, costs) => {
        const denied = settleSpends({ balance, costs }).map((each) => each === 'deny');
        expect(denied).toEqual(costs.map((cost) => cost > balance));
      }),
    );
  });

  it('denies or takes the first spend, so that settling ends', () => {
    fc.assert(
      fc.property(balance, costs, (balance, costs) => {
        expect(settleSpends({ balance, costs })[0]).not.toBe('wait');
      }),
    );
  });

  it('judges each spend only by those before it', () => {
    fc.assert(
      fc.property(balance, costs, fc.nat(), (balance, costs, cut) => {
        const settled = settleSpends({ balance, costs });
        const length = cut % (costs.length + 1);
        const before = settleSpends({ balance, costs: costs.slice(0, length) });
        expect(before).toEqual(settled.slice(0, length));
      }),
    );
  });

  it('lets a spend wait only for earlier ones that leave too little for it', () => {
    fc.assert(
      fc.property(balance, costs, (balance, costs) => {
        const settled = settleSpends({ balance, costs });
        for (const [index, cost] of costs.entries()) {
          if (settled[index] !== 'wait') continue;
          const takenBefore = sumOf('take', costs.slice(0, index), settled);
          expect(takenBefore + cost).toBeGreaterThan(balance);
        }
      }),
    );
  });

  it('takes everything when everything fits', () => {
    fc.assert(
      fc.property(costs, fc.nat(5), (costs, spare) => {
        const balance = costs.reduce((sum, cost) => sum + cost, spare);
        expect(settleSpends({ balance, costs }).every((each) => each === 'take')).toBe(true);
      }),
    );
  });
});
