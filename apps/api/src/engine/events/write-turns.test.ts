import { describe, expect, it } from 'vitest';
import { ImpossibleTransitionError } from '../../lib/state-machine.js';
import { WriteTurns } from './write-turns.js';

const DOWN = new Error('the database is down');

/** Turns whose work ends as the test says. */
function newTurns() {
  const stats = { failedWrites: 0 };
  const told: unknown[] = [];
  const turns = new WriteTurns({ stats, onFailed: (reason) => told.push(reason) });
  const start = () => {
    let succeed: () => void = () => undefined;
    let fail: (reason: Error) => void = () => undefined;
    const work = () =>
      new Promise<void>((resolve, reject) => {
        succeed = resolve;
        fail = reject;
      });
    const end = turns.start(work);
    return { succeed, fail, end };
  };
  const fail = async () => {
    const turn = start();
    turn.fail(DOWN);
    return turn.end;
  };
  return { turns, stats, told, start, fail };
}

describe('turns of writing', () => {
  it('go from RESTING by WRITING to RESTING', async () => {
    const { turns, start, told } = newTurns();
    expect(turns.underWay).toBeUndefined();
    const { succeed, end } = start();
    expect(turns.underWay).toBe(end);
    expect(turns.isDown).toBe(false);
    succeed();
    expect(await end).toBeUndefined();
    expect(turns.underWay).toBeUndefined();
    expect(turns.isDown).toBe(false);
    expect(told).toEqual([]);
  });

  it('go from WRITING to DOWN, and by RETRYING to RESTING', async () => {
    const { turns, start, fail } = newTurns();
    expect(await fail()).toEqual({ reason: DOWN });
    expect(turns.underWay).toBeUndefined();
    expect(turns.isDown).toBe(true);
    const { succeed, end } = start();
    expect(turns.isDown).toBe(true);
    succeed();
    await end;
    expect(turns.isDown).toBe(false);
  });

  it('refuse a turn while another is under way (invariant 1)', async () => {
    const { turns, start, fail } = newTurns();
    const never = async () => expect.unreachable('it must not begin');
    const writing = start();
    expect(() => turns.start(never)).toThrow(ImpossibleTransitionError);
    writing.succeed();
    await writing.end;
    await fail();
    const retrying = start();
    expect(() => turns.start(never)).toThrow(ImpossibleTransitionError);
    retrying.succeed();
    await retrying.end;
  });

  it('report the first of several failures, and count each (invariant 2)', async () => {
    const { stats, told, start, fail } = newTurns();
    await fail();
    await fail();
    expect(told).toEqual([DOWN]);
    expect(stats.failedWrites).toBe(2);
    const { succeed, end } = start();
    succeed();
    await end;
    await fail();
    expect(told).toEqual([DOWN, DOWN]);
    expect(stats.failedWrites).toBe(3);
  });
});
