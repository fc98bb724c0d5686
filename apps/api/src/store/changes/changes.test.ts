import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startStore } from '../../../test/store.js';
import { inTransaction } from '../database/transaction.js';
import { listenForChanges } from './change-listener.js';
import { type Change, decodeChanges, notifyChanges } from './changes.js';

const EVERY_KIND: readonly Change[] = [
  { kind: 'key', workspaceId: 'ws_0Ab', hash: 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' },
  { kind: 'rootKey', hash: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' },
  { kind: 'identity', id: 'id_0Ab' },
  { kind: 'api', id: 'api_0Ab' },
  { kind: 'workspace', id: 'ws_0Ab' },
  { kind: 'namespace', workspaceId: 'ws_0Ab', id: 'rlns_0Ab', name: 'sign in, twice' },
];

describe('notifyChanges', () => {
  it('sends listeners every change in order once the transaction commits, and nothing before', async () => {
    const { store, received, ping } = await startListening();
    await inTransaction(store.db, async (tx) => {
      await notifyChanges(tx, EVERY_KIND);
      await ping();
      expect(received).toEqual([]);
    });
    await ping();
    expect(received.flatMap(decodeChanges)).toEqual(EVERY_KIND);
  });

  it('sends nothing of a transaction that is rolled back', async () => {
    const { store, received, ping } = await startListening();
    const failing = inTransaction(store.db, async (tx) => {
      await notifyChanges(tx, EVERY_KIND);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await ping();
    expect(received).toEqual([]);
  });

  it('sends thousands of changes of one transaction', async () => {
    const { store, received, ping } = await startListening();
    const changes = Array.from({ length: 5000 }, (_, index): Change => {
      return { kind: 'key', workspaceId: 'ws_0Ab', hash: `hash ${index}` };
    });
    await inTransaction(store.db, (tx) => notifyChanges(tx, changes));
    await ping();
    expect(received.flatMap(decodeChanges)).toEqual(changes);
  });

  it('sends up to a hundred keys at once, each in its place among the other changes', async () => {
    const { store, received, ping } = await startListening();
    const keys = (workspaceId: string, hashes: readonly string[]) =>
      hashes.map((hash): Change => ({ kind: 'key', workspaceId, hash }));
    const many = Array.from({ length: 250 }, (_, index) => `${index}`.padStart(64, 'f'));
    const changes: Change[] = [
      ...keys('ws_1', many),
      { kind: 'api', id: 'api_1' },
      ...keys('ws_1', ['a', 'with a space', 'b', 'c'.repeat(256)]),
      ...keys('ws_2', ['a', 'b']),
    ];
    await inTransaction(store.db, (tx) => notifyChanges(tx, changes));
    await ping();
    expect(received.flatMap(decodeChanges)).toEqual(changes);
    expect(received).toHaveLength(3 + 1 + 4 + 1);
  });
});

describe('decodeChanges', () => {
  it.each([
    '',
    'key',
    'key ',
    'key abc',
    ' abc',
    'keys abc',
    'keys ws_1 ',
    'keys ws_1 a  b',
    'namespace rlns_1',
    'KEY abc',
    '{"kind":"key"}',
  ])('does not make up a change from %j', (payload) => {
    expect(decodeChanges(payload)).toBeUndefined();
  });

  it('takes everything after the first space as the name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        const hash = name;
        expect(decodeChanges(`key ws_1 ${name}`)?.[0]).toEqual({
          kind: 'key',
          workspaceId: 'ws_1',
          hash,
        });
        expect(decodeChanges(`api ${name}`)).toEqual([{ kind: 'api', id: name }]);
      }),
    );
  });
});

async function startListening() {
  const store = await startStore();
  const received: string[] = [];
  const listener = await listenForChanges(
    { connectionString: store.url },
    { onPayload: (payload) => received.push(payload), onLost: () => undefined },
  );
  onTestFinished(async () => {
    await listener.close();
    await store.stop();
  });
  return { store, received, ping: listener.ping };
}
