import { expect, it, vi } from 'vitest';
import { Lifetime } from './lifetime.js';

function newLifetime() {
  const told: unknown[] = [];
  const lifetime = new Lifetime({
    onFailed: (name, reason) => told.push(['failed', name, reason]),
    onLate: (name) => told.push(['late', name]),
  });
  return { lifetime, told };
}

it('stops the last part first, each after the one before has stopped', async () => {
  const { lifetime } = newLifetime();
  const seen: string[] = [];
  for (const name of ['first', 'second']) {
    const stop = async () => {
      seen.push(`${name} stops`);
      await Promise.resolve();
      seen.push(`${name} has stopped`);
    };
    lifetime.add({ name, stop });
  }
  expect(await lifetime.stop()).toBe(true);
  expect(seen).toEqual(['second stops', 'second has stopped', 'first stops', 'first has stopped']);
});

it('stops parts that do not need each other at the same time', async () => {
  const { lifetime } = newLifetime();
  let goOn: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  // With one stop after the other, the first would wait for the second for ever.
  lifetime.addBeside({ name: 'waits', stop: () => told });
  lifetime.addBeside({ name: 'tells', stop: () => goOn() });
  expect(await lifetime.stop()).toBe(true);
});

it('stops each part once', async () => {
  const { lifetime } = newLifetime();
  const stop = vi.fn(() => undefined);
  lifetime.add({ name: 'part', stop });
  await Promise.all([lifetime.stop(), lifetime.stop()]);
  expect(stop).toHaveBeenCalledOnce();
});

const reason = new Error('no');
const never = new Promise<void>(() => {});

it.each([
  { how: 'throws', limitMs: 60_000, told: ['failed', 'bad', reason], isInOrder: false },
  { how: 'rejects', told: ['failed', 'bad', reason], isInOrder: false },
  { how: 'rejects', limitMs: 60_000, told: ['failed', 'bad', reason], isInOrder: false },
  { how: 'never ends', limitMs: 1, told: ['late', 'bad'], isInOrder: true },
])(
  'stops the others although one $how (limit: $limitMs), and tells of it',
  async ({ how, limitMs, told: expected, isInOrder }) => {
    const { lifetime, told } = newLifetime();
    const stopped: string[] = [];
    const stop = () => {
      if (how === 'throws') throw reason;
      return how === 'rejects' ? Promise.reject(reason) : never;
    };
    lifetime.add({ name: 'first', stop: () => void stopped.push('first') });
    lifetime.add({ name: 'bad', stop, ...(limitMs !== undefined && { limitMs }) });
    lifetime.addBeside({ name: 'beside', stop: () => void stopped.push('beside') });
    lifetime.add({ name: 'last', stop: () => void stopped.push('last') });
    expect(await lifetime.stop()).toBe(isInOrder);
    expect(stopped).toEqual(['last', 'beside', 'first']);
    expect(told).toEqual([expected]);
  },
);
