import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLedger, DOWN } from '../../../test/ledger.js';
import { type Store, startStore } from '../../../test/store.js';
import {
  balanceOf,
  callerIn,
  LIMIT,
  newLimitedKey,
  startVerifier,
  verificationOf,
} from '../../../test/verifier.js';
import type { KeySnapshot } from '../../domain/verification/key-snapshot.js';
import { keyCacheKey } from '../caches/caches.js';
import { SnapshotCache } from '../caches/snapshot-cache.js';
import { NOT_FOUND } from './verdict.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

const CREDITS = 5;
const limitOf = (name: string, limit: number) => ({ name, limit, windowMs: 60_000, cost: 1 });

describe('no key passes more often', () => {
  it('than its credits pay for, of any number of requests at once', async () => {
    const key = await store.newKey(await store.newApi(), { credits_remaining: 20 });
    const { verifier } = startVerifier(store);
    const requests = Array.from({ length: 50 }, async () => verifier.verify(verificationOf(key)));
    const codes = (await Promise.all(requests)).map(({ code }) => code);
    expect(codes.filter((code) => code === 'VALID')).toHaveLength(20);
    expect(codes.filter((code) => code === 'USAGE_EXCEEDED')).toHaveLength(30);
    expect(await balanceOf(store, key)).toBe(0);
  });

  it('than its limit allows, of any number of requests at once', async () => {
    const key = await newLimitedKey(store);
    const { verifier } = startVerifier(store);
    const requests = Array.from({ length: 20 }, async () => verifier.verify(verificationOf(key)));
    const codes = (await Promise.all(requests)).map(({ code }) => code);
    expect(codes.filter((code) => code === 'VALID')).toHaveLength(LIMIT.limit);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(20 - LIMIT.limit);
  });
});

describe('a key that is refused has used nothing up', () => {
  it.each([
    ['DISABLED', { enabled: false }, {}],
    ['EXPIRED', { expires_at_ms: 0 }, {}],
    ['INSUFFICIENT_PERMISSIONS', {}, { permissionQuery: 'docs.read' }],
    ['RATE_LIMITED', {}, { limits: [limitOf('closed', 0)] }],
    ['RATE_LIMITED', {}, { limits: [{ ...limitOf('small', 3), cost: 4 }] }],
    ['NOT_FOUND', {}, { caller: callerIn('ws_other') }],
  ])('%s', async (code, columns, fields) => {
    const key = await newLimitedKey(store, { credits_remaining: CREDITS, ...columns });
    const { verifier, limitLeft } = startVerifier(store);
    const verdict = await verifier.verify(verificationOf(key, fields));
    expect(verdict).toMatchObject({ code, spentCredits: 0 });
    expect(limitLeft(key)).toBe(LIMIT.limit);
    expect(await balanceOf(store, key)).toBe(CREDITS);
  });

  it('USAGE_EXCEEDED has spent nothing, but counts against the limit that was taken before', async () => {
    const key = await newLimitedKey(store, { credits_remaining: CREDITS });
    const { verifier, limitLeft } = startVerifier(store);
    const request = verificationOf(key, { creditCost: CREDITS + 1 });
    expect(await verifier.verify(request)).toMatchObject({
      code: 'USAGE_EXCEEDED',
      balance: CREDITS,
      spentCredits: 0,
    });
    expect(await balanceOf(store, key)).toBe(CREDITS);
    expect(limitLeft(key)).toBe(LIMIT.limit - 1);
  });
});

describe('a key that the caller may not see gives the verdict of a missing one', () => {
  it.each(['AND AND', undefined])('with the permission query %s', async (permissionQuery) => {
    const key = await store.newKey(await store.newApi());
    const deleted = await store.newKey(await store.newApi());
    await store.db
      .updateTable('apis')
      .set({ deleted_at_ms: 0 })
      .where('workspace_id', '=', deleted.workspaceId)
      .execute();
    const { verifier } = startVerifier(store);
    const hidden = [
      verificationOf({ ...key, keyId: 'no_such_key' }, { permissionQuery }),
      verificationOf(key, { permissionQuery, caller: callerIn('ws_other') }),
      verificationOf(key, { permissionQuery, caller: callerIn(key.workspaceId, []) }),
      verificationOf(deleted, { permissionQuery }),
    ];
    for (const request of hidden) {
      // From the database, then from memory.
      expect(await verifier.verify(request)).toBe(NOT_FOUND);
      expect(verifier.verify(request)).toBe(NOT_FOUND);
    }
  });
});

describe('a request that is at fault', () => {
  it.each([
    [{ permissionQuery: 'a AND' }, 'user/bad_request/permissions_query_syntax_error'],
    [
      { limits: [{ name: 'unknown', cost: 1, limit: undefined, windowMs: undefined }] },
      'unkey/application/precondition_failed',
    ],
  ])('is thrown and uses nothing up: %j', async (fields, code) => {
    const key = await newLimitedKey(store);
    const { verifier, limitLeft } = startVerifier(store);
    const verified = (async () => verifier.verify(verificationOf(key, fields)))();
    await expect(verified).rejects.toMatchObject({ code });
    expect(limitLeft(key)).toBe(LIMIT.limit);
  });
});

describe('a key in memory without credits', () => {
  it('is verified without a promise and without a cache load', async () => {
    const key = await newLimitedKey(store);
    const { verifier, caches } = startVerifier(store);
    await verifier.verify(verificationOf(key));
    const { fills } = caches.keys.stats;
    const limits = [limitOf('own', 2)];
    expect(verifier.verify(verificationOf(key, { limits }))).toMatchObject({
      code: 'VALID',
      key: { keyId: key.keyId },
      limits: { verdicts: [{ remaining: LIMIT.limit - 2 }, { remaining: 1 }] },
      balance: null,
      spentCredits: 0,
    });
    expect(caches.keys.stats.fills).toBe(fills);
  });
});

describe('when a part fails', () => {
  it('refuses a spend that the full ledger does not take, and spends nothing for it', async () => {
    const key = await store.newKey(await store.newApi(), { credits_remaining: CREDITS });
    const { ledger, nextStatement } = createLedger({ waitingMax: 1 });
    const { verifier, caches } = startVerifier(store, { creditLedger: ledger });
    await caches.keys.get(keyCacheKey(key));
    const first = verifier.verify(verificationOf(key));
    await expect(verifier.verify(verificationOf(key))).rejects.toMatchObject({
      code: 'unkey/application/service_unavailable',
    });
    const statement = await nextStatement();
    expect(statement.requests).toMatchObject([{ keyId: key.keyId, total: 1 }]);
    statement.answer({ taken: true, balance: CREDITS - 1 });
    expect(await first).toMatchObject({ code: 'VALID', balance: CREDITS - 1, spentCredits: 1 });
  });

  it('fails a spend that fails, and answers for keys without credits', async () => {
    const paying = await store.newKey(await store.newApi(), { credits_remaining: CREDITS });
    const free = await newLimitedKey(store);
    const { ledger, nextStatement } = createLedger();
    const { verifier, caches } = startVerifier(store, { creditLedger: ledger });
    for (const key of [paying, free]) await caches.keys.get(keyCacheKey(key));
    const failing = verifier.verify(verificationOf(paying));
    (await nextStatement()).fail(DOWN);
    await expect(failing).rejects.toBe(DOWN);
    expect(verifier.verify(verificationOf(free))).toMatchObject({ code: 'VALID' });
  });

  it('fails a key that cannot be read, and does not call it missing', async () => {
    const keys = new SnapshotCache<KeySnapshot>({
      load: () => Promise.reject(DOWN),
      groupsOf: () => [],
      isCurrent: () => true,
      presentMax: 10,
      missingMax: 10,
    });
    const { verifier } = startVerifier(store, { keys });
    const request = verificationOf({ workspaceId: 'ws_1', keyId: 'key_1' });
    for (const _ of [1, 2]) await expect(verifier.verify(request)).rejects.toBe(DOWN);
  });
});
