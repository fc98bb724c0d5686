import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limitRequest, START_MS } from '../../../test/limiter/limit-requests.js';
import { createClock } from '../../lib/clock/clock.js';
import { SharedLimiter } from './shared-limiter.js';

const DEADLINE_MS = 50;
const INTERVAL_MS = 500;
const DOWN = new Error('Redis is down');
const NOTHING_USED = [{ current: 0, previous: 0 }];

interface Command {
  readonly kind: 'take' | 'raise' | 'probe';
  readonly answer: () => void;
  readonly fail: () => void;
}

/** A limiter. The test says when its commands to Redis end, and how. */
function newLimiter({ startsApart = false } = {}) {
  const commands: Command[] = [];
  const reports: string[] = [];
  const send = <T>(kind: Command['kind'], value: T) =>
    new Promise<T>((resolve, reject) => {
      commands.push({ kind, answer: () => resolve(value), fail: () => reject(DOWN) });
    });
  const limiter = new SharedLimiter({
    counters: {
      take: () => send('take', NOTHING_USED),
      raise: () => send('raise', undefined),
      probe: () => send('probe', undefined),
    },
    clock: createClock({ wallMs: () => START_MS, monotonicMs: () => performance.now() }),
    deadlineMs: DEADLINE_MS,
    cellsMax: 1000,
    startsApart,
    onApart: () => reports.push('apart'),
    onTogether: () => reports.push('together'),
  });
  const take = async () => limiter.take([limitRequest({ limit: 1_000_000 })], START_MS);
  const kinds = () => commands.splice(0).map(({ kind }) => kind);
  /** The oldest command that has not ended. */
  const next = (kind: Command['kind']) => {
    const command = commands.shift();
    expect(command?.kind).toBe(kind);
    if (command === undefined) throw new Error('no command was sent');
    return command;
  };
  const fail = async (times: number) => {
    for (let call = 0; call < times; call++) {
      const taken = take();
      next('take').fail();
      expect((await taken).passed).toBe(true);
    }
  };
  return { limiter, reports, commands, take, kinds, next, fail };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await new Promise(setImmediate);
}

describe('a limiter that starts apart', () => {
  it('decides alone from the first request, and asks Redis after a probe that succeeds', async () => {
    const { limiter, reports, commands, kinds, next, take } = newLimiter({ startsApart: true });
    expect((await take()).passed).toBe(true);
    expect(limiter.isShared).toBe(false);
    expect(kinds()).toEqual([]);
    await pass(INTERVAL_MS);
    next('probe').fail();
    await pass(INTERVAL_MS);
    next('probe').answer();
    await pass(0);
    next('raise').answer();
    await pass(0);
    expect(limiter.isShared).toBe(true);
    expect(reports).toEqual(['together']);
    expect(commands).toEqual([]);
    expect(limiter.stats).toMatchObject({ breakerOpened: 1, breakerClosed: 1, merged: 1 });
  });

  it('tries to join Redis although no request comes', async () => {
    const { kinds } = newLimiter({ startsApart: true });
    await pass(INTERVAL_MS);
    expect(kinds()).toEqual(['probe']);
  });
});

describe('the settlement with Redis', () => {
  it('while SETTLED sends nothing by itself', async () => {
    const { kinds, take, next } = newLimiter();
    const taken = take();
    next('take').answer();
    expect((await taken).passed).toBe(true);
    await pass(60_000);
    expect(kinds()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is DUE after one call that failed, probes, delivers, and is SETTLED again', async () => {
    const { limiter, kinds, next, fail } = newLimiter();
    await fail(1);
    await pass(INTERVAL_MS - 1);
    expect(kinds()).toEqual([]);
    await pass(1);
    next('probe').answer();
    await pass(0);
    next('raise').answer();
    await pass(60_000);
    expect(limiter.stats.merged).toBe(1);
    expect(limiter.isShared).toBe(true);
    expect(kinds()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['fail', 'stay silent'])('is DUE again when probes %s', async (end) => {
    const { limiter, kinds, next, fail } = newLimiter();
    await fail(1);
    await pass(INTERVAL_MS);
    const probe = next('probe');
    if (end === 'fail') probe.fail();
    await pass(DEADLINE_MS);
    expect(kinds()).toEqual([]);
    await pass(INTERVAL_MS);
    next('probe');
    expect(limiter.stats.merged).toBe(0);
  });

  it('is DUE again when a delivery fails, and delivers the same later (invariant 5)', async () => {
    const { limiter, next, fail } = newLimiter();
    await fail(1);
    await pass(INTERVAL_MS);
    next('probe').answer();
    await pass(0);
    next('raise').fail();
    await pass(INTERVAL_MS);
    expect(limiter.stats.merged).toBe(0);
    next('probe').answer();
    await pass(0);
    next('raise').answer();
    await pass(0);
    expect(limiter.stats.merged).toBe(1);
  });

  it('goes on for as long as the breaker is open (invariant 5)', async () => {
    const { limiter, reports, kinds, next, fail } = newLimiter();
    await fail(5);
    expect(limiter.isShared).toBe(false);
    for (let attempt = 0; attempt < 10; attempt++) {
      await pass(INTERVAL_MS);
      next('probe').fail();
      await pass(0);
    }
    expect(kinds()).toEqual([]);
    expect(reports).toEqual(['apart']);
  });

  it('delivers before the first request that Redis decides again (invariant 6)', async () => {
    const { limiter, reports, commands, take, kinds, next, fail } = newLimiter();
    await fail(5);
    await take();
    expect(kinds()).toEqual([]);
    await pass(INTERVAL_MS);
    next('probe').answer();
    await pass(0);
    const first = next('raise');
    // What is counted during the first delivery goes with the last one, which is not awaited.
    await take();
    expect(limiter.isShared).toBe(false);
    first.answer();
    await pass(0);
    expect(limiter.isShared).toBe(true);
    expect(reports).toEqual(['apart', 'together']);
    void take();
    expect(commands.map(({ kind }) => kind)).toEqual(['raise', 'take']);
  });
});

describe('a limiter that is STOPPED', () => {
  it('while DUE settles no more, and still decides', async () => {
    const { limiter, kinds, take, fail } = newLimiter();
    await fail(5);
    limiter.stop();
    limiter.stop();
    expect((await take()).passed).toBe(true);
    await pass(60_000);
    expect(kinds()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('while SETTLING does not try again afterwards', async () => {
    const { limiter, kinds, next, fail } = newLimiter();
    await fail(5);
    await pass(INTERVAL_MS);
    limiter.stop();
    next('probe').fail();
    await pass(60_000);
    expect(kinds()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('while SETTLED settles nothing that is counted later', async () => {
    const { limiter, kinds, fail } = newLimiter();
    limiter.stop();
    await fail(1);
    await pass(60_000);
    expect(kinds()).toEqual([]);
  });
});
