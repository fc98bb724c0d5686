import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { settle } from '../../test/controlled-store.js';
import { entryOf, stale } from '../../test/entries.js';
import { testStore } from '../../test/store-conformance.js';
import { DefaultStatefulContext } from '../context.js';
import { createCache } from '../create-cache.js';
import { Namespace } from '../namespace.js';
import { MemoryStore } from '../stores/memory.js';
import { withEncryption } from './encryption.js';

const newKey = () => randomBytes(32).toString('base64');
const key = newKey();
const encryption = await withEncryption(key);

testStore(() => encryption.wrap(new MemoryStore()));

function setUp() {
  const inner = new MemoryStore<string>();
  return { inner, store: encryption.wrap(inner) };
}

describe('what is stored', () => {
  test('does not hold the value, and is different each time', async () => {
    const { inner, store } = setUp();
    const texts = new Set<string>();
    for (let time = 0; time < 10; time += 1) {
      await store.set('n', 'k', entryOf('a secret'));
      texts.add((await inner.get('n', 'k')).val?.value);
    }
    expect(texts.size).toBe(10);
    for (const text of texts) {
      const [, nonce = '', sealed = ''] = text.split('.');
      expect(Buffer.from(nonce, 'base64')).toHaveLength(12);
      expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('secret');
    }
  });

  test.each([
    ['changed', async (text: string) => ({ value: `${text.slice(0, -8)}AAAAAAA=` })],
    ['given more time', async () => ({ staleUntil: Date.now() + 1e9 })],
    ['made fresh again', async () => ({ freshUntil: Date.now() + 1e5 })],
    ['not our text', async () => ({ value: { admin: true } })],
  ])('is an error when it was %s', async (_what, change) => {
    const { inner, store } = setUp();
    const entry = stale('value');
    await store.set('n', 'k', entry);
    const text = (await inner.get('n', 'k')).val?.value;
    await inner.set('n', 'k', { ...entry, value: text, ...(await change(text)) });
    expect((await store.get('n', 'k')).err).toMatchObject({
      tier: 'memory',
      message: /does not decrypt|not encrypted/,
    });
  });

  test.each([
    ['key', 'n', 'other'],
    ['namespace', 'other', 'k'],
  ])('is an error under another %s', async (_what, namespace, otherKey) => {
    const { inner, store } = setUp();
    const entry = entryOf('value');
    await store.set('n', 'k', entry);
    const text = (await inner.get('n', 'k')).val?.value;
    await inner.set(namespace, otherKey, { ...entry, value: text });
    expect((await store.get(namespace, otherKey)).err?.message).toMatch(/changed or moved/);
  });
});

describe('keys', () => {
  test('can be several: the first encrypts, all decrypt', async () => {
    const inner = new MemoryStore<string>();
    const [oldKey, newerKey] = [newKey(), newKey()];
    const before = (await withEncryption<string>(oldKey)).wrap(inner);
    const during = (await withEncryption<string>([newerKey, oldKey])).wrap(inner);
    const after = (await withEncryption<string>(newerKey)).wrap(inner);
    await before.set('n', 'k', entryOf('value'));
    expect((await during.get('n', 'k')).val?.value).toBe('value');
    expect(await after.get('n', 'k')).toEqual({ val: undefined });
    await during.set('n', 'k', entryOf('again'));
    expect((await after.get('n', 'k')).val?.value).toBe('again');
    expect(await before.get('n', 'k')).toEqual({ val: undefined });
  });

  test.each([
    ['none', []],
    ['too short', randomBytes(16).toString('base64')],
    ['no base64', 'not base64 at all!'],
    ['empty', ''],
    ['one bad among good ones', [newKey(), 'short']],
  ])('are refused when they are %s, and the error does not contain them', async (_what, bad) => {
    const error = await withEncryption(bad).then(
      () => expect.fail('it was taken'),
      (thrown: Error) => thrown,
    );
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toMatch(/32 bytes in base64|needs a key/);
    expect(error.message).not.toContain('not base64');
  });
});

test('an encrypted store below a plain one gets copies, and returns copies', async () => {
  const fast = new MemoryStore();
  const { inner, store } = setUp();
  const namespace = () =>
    new Namespace<{ name: string }>(new DefaultStatefulContext(), {
      stores: [fast, store],
      fresh: 60_000,
      stale: 60_000,
    });
  const cache = createCache({ user: namespace() });
  await cache.user.set('a', { name: 'Ada' });
  await fast.remove('user', 'a');
  expect(await cache.user.get('a')).toEqual({ val: { name: 'Ada' } });
  await settle();
  expect((await fast.get('user', 'a')).val?.value).toEqual({ name: 'Ada' });
  expect(typeof (await inner.get('user', 'a')).val?.value).toBe('string');
});

test('a custom serializer is used in both directions', async () => {
  const json = (await withEncryption(key, { serializer: JSON })).wrap(new MemoryStore());
  await json.set('n', 'k', entryOf(new Date(0)));
  expect((await json.get('n', 'k')).val?.value).toBe('1970-01-01T00:00:00.000Z');
});
