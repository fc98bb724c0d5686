import { expect, test, vi } from 'vitest';
import { settle } from '../test/controlled-store.js';
import { entryOf } from '../test/entries.js';
import { createCache } from './create-cache.js';
import { Fills } from './fills.js';
import { Namespace } from './namespace.js';
import { MemoryStore } from './stores/memory.js';

const nothing = async () => {};

test('keeps no memory for keys without a fill or change under way', async () => {
  const fills = new Fills();
  const written = fills.begin('a');
  const ended = fills.begin('a');
  const outdated = fills.begin('b');
  expect(fills.size).toBe(2);
  await fills.change(['b', 'c'], async () => expect(fills.size).toBe(3));
  await fills.write('a', written, nothing);
  fills.end('a', ended);
  await fills.write('b', outdated, () => expect.fail('it is outdated'));
  await fills.change(['d', 'd'], () => Promise.reject(new Error('broken'))).catch(nothing);
  expect(fills.size).toBe(0);
});

test('a fill that begins after a change has ended writes', async () => {
  const fills = new Fills();
  await fills.change(['a'], nothing);
  let hasWritten = false;
  await fills.write('a', fills.begin('a'), async () => {
    hasWritten = true;
  });
  expect(hasWritten).toBe(true);
});

test('an idle cache keeps none, after any sequence of operations', async () => {
  // Calls through, and records each fill that has begun, so that the test can inspect it at the
  // end.
  const begin = vi.spyOn(Fills.prototype, 'begin');
  const [first, second] = [new MemoryStore(), new MemoryStore()];
  const { n } = createCache({
    n: new Namespace<string>({ waitUntil() {} }, { stores: [first, second], fresh: 0, stale: 1e6 }),
  });
  await second.set('n', 'copied', entryOf('value'));
  await n.get('copied');
  await n.get('missed');
  await n.swr('loaded', async () => 'value');
  await n.swr('loaded', async () => 'again');
  await n.swr('absent', async () => undefined);
  await n.swr('failed', async () => Promise.reject(new Error('down')));
  const running = n.swr('changed', async () => 'value');
  await n.set('changed', 'other');
  await running;
  await settle();
  const users = new Set(begin.mock.contexts);
  begin.mockRestore();
  expect([...users].map((user) => user instanceof Fills && user.size)).toEqual([0, 0]);
});
