import { createFakeClock } from '@unlatch/testkit';
import { describe, expect, it } from 'vitest';
import { ChartCache } from './chart-cache.js';

function create(bytesMax = 10_000) {
  const clock = createFakeClock();
  const cache = new ChartCache({ clock, bytesMax });
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return { number: asked };
  };
  const get = (key: string) => cache.get({ key, keepMs: 1000, ask });
  return { clock, cache, get, asked: () => asked };
}

describe('the answers of charts', () => {
  it('are kept for their time, each under its key', async () => {
    const { clock, get, asked } = create();
    expect([await get('a'), await get('a'), await get('b')]).toEqual([
      { number: 1 },
      { number: 1 },
      { number: 2 },
    ]);
    clock.advance(1001);
    expect(await get('a')).toEqual({ number: 3 });
    expect(asked()).toBe(3);
  });

  it('are shared while they are asked for', async () => {
    const { get, asked } = create();
    await Promise.all([get('a'), get('a'), get('a')]);
    expect(asked()).toBe(1);
  });

  it('are not kept if they fail', async () => {
    const { cache, get } = create();
    const ask = async () => {
      throw new Error('away');
    };
    await expect(cache.get({ key: 'a', keepMs: 1000, ask })).rejects.toThrow('away');
    expect(await get('a')).toEqual({ number: 1 });
  });

  it('take no more room than they may', async () => {
    const { cache, get, asked } = create(500);
    const large = async () => ({ text: 'x'.repeat(60) });
    await cache.get({ key: 'large', keepMs: 1000, ask: large });
    for (let index = 0; index < 100; index++) await get(`key ${index}`);
    await get('key 0');
    expect(asked()).toBe(101);
  });
});
