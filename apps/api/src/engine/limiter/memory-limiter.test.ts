import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SequentialModel } from '../../../test/limiter/sequential-model.js';
import type { LimitRequest } from './limiter.js';
import { MemoryLimiter } from './memory-limiter.js';

const START_MS = Date.UTC(2026, 0, 15, 12);
const ROOM = { cellsMax: 1000 };

function request(fields: Partial<LimitRequest> = {}): LimitRequest {
  return {
    scope: 'key',
    workspaceId: 'ws_1',
    name: 'requests',
    identifier: 'key_1',
    windowMs: 60_000,
    limit: 10,
    cost: 1,
    ...fields,
  };
}

function countPassed(
  limiter: MemoryLimiter,
  times: number,
  requested: LimitRequest,
  nowMs: number,
) {
  const verdicts = Array.from({ length: times }, () => limiter.take([requested], nowMs));
  return verdicts.filter((verdict) => verdict.passed).length;
}

describe('MemoryLimiter', () => {
  it('decides as a sequential model does, whatever the limits, costs and windows', () => {
    const limitRequest = fc.record({
      scope: fc.constantFrom('key' as const, 'namespace' as const),
      workspaceId: fc.constantFrom('ws_1', 'ws_2'),
      name: fc.constantFrom('a', 'b'),
      identifier: fc.constantFrom('x', 'y'),
      windowMs: fc.constantFrom(1000, 7000, 60_000),
      limit: fc.integer({ min: 0, max: 12 }),
      cost: fc.integer({ min: 0, max: 5 }),
    });
    const step = fc.record({
      advanceMs: fc.oneof(fc.nat(2500), fc.nat(70_000)),
      requests: fc.array(limitRequest, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const limiter = new MemoryLimiter(ROOM);
        const model = new SequentialModel();
        let nowMs = START_MS;
        for (const { advanceMs, requests } of steps) {
          nowMs += advanceMs;
          expect(limiter.take(requests, nowMs)).toEqual(model.take(requests, nowMs));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps counters of keys and of namespaces apart, whatever their names', () => {
    const limiter = new MemoryLimiter(ROOM);
    expect(countPassed(limiter, 20, request(), START_MS)).toBe(10);
    expect(countPassed(limiter, 20, request({ scope: 'namespace' }), START_MS)).toBe(10);
    expect(countPassed(limiter, 20, request({ workspaceId: 'ws_2' }), START_MS)).toBe(10);
  });

  it('counts on when the limit is changed, and anew when the window is', () => {
    const limiter = new MemoryLimiter(ROOM);
    countPassed(limiter, 10, request(), START_MS);
    expect(countPassed(limiter, 20, request({ limit: 15 }), START_MS)).toBe(5);
    expect(countPassed(limiter, 20, request({ windowMs: 30_000 }), START_MS)).toBe(10);
  });

  it('keeps a blocked identifier blocked through a flood of new ones', () => {
    const limiter = new MemoryLimiter({ cellsMax: 100 });
    countPassed(limiter, 10, request(), START_MS);
    for (let index = 0; index < 5000; index++) {
      limiter.take([request({ identifier: `flood_${index}` })], START_MS);
    }
    expect(countPassed(limiter, 5, request(), START_MS)).toBe(0);
  });

  it('still limits newcomers after a flood that filled all the room with counters in use', () => {
    const limiter = new MemoryLimiter({ cellsMax: 100 });
    for (let index = 0; index < 5000; index++) {
      countPassed(limiter, 2, request({ identifier: `flood_${index}` }), START_MS);
    }
    expect(countPassed(limiter, 20, request({ identifier: 'newcomer' }), START_MS)).toBe(10);
  });
});
