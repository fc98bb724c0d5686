import { describe, expect, it } from 'vitest';
import { nextTurn, Pace } from './next-turn.js';

describe('turns of the event loop', () => {
  it('resume one of those that wait at a time, in order of arrival', async () => {
    const resumed: string[] = [];
    const wait = async (name: string) => {
      await nextTurn();
      resumed.push(name);
      await nextTurn();
      resumed.push(name);
    };
    const all = Promise.all([wait('a'), wait('b'), wait('c')]);
    const seen: number[] = [];
    while (resumed.length < 6) {
      await new Promise(setImmediate);
      seen.push(resumed.length);
    }
    await all;
    expect(resumed).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
    const steps = seen.map((count, index) => count - (seen[index - 1] ?? 0));
    expect(Math.max(...steps)).toBe(1);
  });
});

describe('the pace of long work', () => {
  it('asks for a rest when a slice is over, and begins another one after the rest', async () => {
    let nowMs = 0;
    const pace = new Pace(() => nowMs);
    nowMs = 0.9;
    expect(pace.isDue()).toBe(false);
    nowMs = 1;
    expect(pace.isDue()).toBe(true);
    await pace.rest();
    expect(pace.isDue()).toBe(false);
    nowMs = 2;
    expect(pace.isDue()).toBe(true);
  });
});
