import { describe, expect, it } from 'vitest';
import { UnfinishedBodies, type UnfinishedBody } from './unfinished-bodies.js';

/** Bodies that say when they are given up. */
function start(bytesMax: number) {
  const bodies = new UnfinishedBodies(bytesMax);
  const givenUp: string[] = [];
  const begin = (name: string): UnfinishedBody => {
    return { bytes: 0, giveUp: () => givenUp.push(name) };
  };
  return { bodies, begin, givenUp };
}

describe('all unfinished bodies together', () => {
  it('hold no more than the bound: the one that began first gives way', () => {
    const { bodies, begin, givenUp } = start(100);
    const [first, second, third] = [begin('first'), begin('second'), begin('third')];
    bodies.grow(first, 10);
    bodies.grow(second, 60);
    bodies.grow(first, 20);
    bodies.grow(third, 10);
    expect(givenUp).toEqual([]);
    expect(bodies.bytes).toBe(100);
    bodies.grow(third, 1);
    expect(givenUp).toEqual(['first']);
    expect(bodies.bytes).toBe(71);
    bodies.grow(third, 100);
    expect(givenUp).toEqual(['first', 'second', 'third']);
    expect(bodies.bytes).toBe(0);
  });

  it('hold nothing of those that are complete', () => {
    const { bodies, begin, givenUp } = start(100);
    const [first, second] = [begin('first'), begin('second')];
    bodies.grow(first, 90);
    bodies.release(first);
    bodies.release(first);
    bodies.grow(second, 90);
    expect(givenUp).toEqual([]);
    expect(bodies.bytes).toBe(90);
  });
});
