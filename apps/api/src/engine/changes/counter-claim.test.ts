import { describe, expect, it } from 'vitest';
import { CounterClaim, SeparateCountersError } from './counter-claim.js';

function createClaim() {
  const told: string[] = [];
  const claim = new CounterClaim({
    onConflict: () => told.push('conflict'),
    onResolved: () => told.push('resolved'),
  });
  const observe = (...found: readonly boolean[]) => {
    for (const isHeld of found) claim.observe(isHeld);
  };
  return { claim, told, observe };
}

describe('CounterClaim', () => {
  it('forbids a start without the lock', () => {
    const { claim, told, observe } = createClaim();
    expect(() => claim.require()).toThrow(SeparateCountersError);
    observe(false);
    expect(() => claim.require()).toThrow(SeparateCountersError);
    observe(true);
    expect(() => claim.require()).not.toThrow();
    expect(told).toEqual([]);
  });

  it('reports once that another process has the lock, and once that it is back', () => {
    const { claim, told, observe } = createClaim();
    observe(true, true, false, false);
    expect(told).toEqual(['conflict']);
    expect(claim.stats).toEqual({ held: 0, conflicts: 1 });
    observe(true, true);
    expect(told).toEqual(['conflict', 'resolved']);
    expect(claim.stats).toEqual({ held: 1, conflicts: 1 });
    observe(false);
    expect(claim.stats).toEqual({ held: 0, conflicts: 2 });
  });
});
