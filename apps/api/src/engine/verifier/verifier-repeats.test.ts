import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';
import {
  balanceOf,
  LIMIT,
  newLimitedKey,
  startVerifier,
  verificationOf,
} from '../../../test/verifier.js';
import { keyCacheKey } from '../caches/caches.js';
import type { Verdict } from './verdict.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

const CREDITS = 5;

/** An answer as an operation would write it, in its own words. */
const write = ({ code, balance }: Verdict) => ({ is: code, left: balance });

function under(key: string) {
  return { idempotency: { key, credential: 'unkey_secret', requestDigest: 'digest' }, write };
}

async function countStored(workspaceId: string): Promise<number> {
  const rows = await store.db
    .selectFrom('idempotent_answers')
    .select('key_hash')
    .where('workspace_id', '=', workspaceId)
    .execute();
  return rows.length;
}

describe('a verification under an Idempotency-Key', () => {
  it('uses up once, and returns the answer that the operation wrote', async () => {
    const key = await newLimitedKey(store, { credits_remaining: CREDITS });
    const { verifier, limitLeft } = startVerifier(store);
    const request = verificationOf(key);
    const first = await verifier.verify(request, under('once'));
    expect(first).toMatchObject({ code: 'VALID', balance: CREDITS - 1, spentCredits: 1 });
    for (const _ of [1, 2]) {
      expect(await verifier.verify(request, under('once'))).toEqual({
        code: 'REPEATED',
        answer: { is: 'VALID', left: CREDITS - 1 },
      });
    }
    expect(await balanceOf(store, key)).toBe(CREDITS - 1);
    expect(limitLeft(key)).toBe(LIMIT.limit - 1);
  });

  it('is one verdict and many repetitions when it arrives many times at once', async () => {
    const key = await newLimitedKey(store, { credits_remaining: CREDITS });
    const { verifier } = startVerifier(store);
    const calls = Array.from({ length: 10 }, async () =>
      verifier.verify(verificationOf(key), under('at once')),
    );
    const codes = (await Promise.all(calls)).map(({ code }) => code).sort();
    expect(codes).toEqual([...Array(9).fill('REPEATED'), 'VALID']);
  });

  it('stores nothing for a key that is refused before it uses anything up', async () => {
    const key = await newLimitedKey(store, { enabled: false, credits_remaining: CREDITS });
    const { verifier } = startVerifier(store);
    const verdict = await verifier.verify(verificationOf(key), under('refused'));
    expect(verdict).toMatchObject({ code: 'DISABLED' });
    expect(await countStored(key.workspaceId)).toBe(0);
  });

  it('stores nothing for a key that is over a limit', async () => {
    const key = await newLimitedKey(store, { credits_remaining: CREDITS });
    const { verifier } = startVerifier(store);
    const limits = [{ name: 'closed', limit: 0, windowMs: 60_000, cost: 1 }];
    const verdict = await verifier.verify(verificationOf(key, { limits }), under('over'));
    expect(verdict).toMatchObject({ code: 'RATE_LIMITED', spentCredits: 0 });
    expect(await countStored(key.workspaceId)).toBe(0);
  });

  it('is answered without a promise if it uses nothing up', async () => {
    const key = await store.newKey(await store.newApi());
    const { verifier, caches } = startVerifier(store);
    await caches.keys.get(keyCacheKey(key));
    const verdict = verifier.verify(verificationOf(key), under('nothing'));
    expect(verdict).toMatchObject({ code: 'VALID' });
    expect(await countStored(key.workspaceId)).toBe(0);
  });

  it('takes its limits once, although the transaction has to start over', async () => {
    const key = await newLimitedKey(store, { credits_remaining: CREDITS });
    await failFirstStoredAnswer();
    const { verifier, limitLeft } = startVerifier(store);
    const verdict = await verifier.verify(verificationOf(key), under('starts over'));
    expect(verdict).toMatchObject({ code: 'VALID', balance: CREDITS - 1 });
    expect(limitLeft(key)).toBe(LIMIT.limit - 1);
    expect(await balanceOf(store, key)).toBe(CREDITS - 1);
  });
});

/** Fails as a deadlock would. A sequence is not rolled back, so it fails only once. */
async function failFirstStoredAnswer(): Promise<void> {
  await sql`create sequence stored_answers`.execute(store.db);
  await sql`
    create function fail_first() returns trigger language plpgsql as $$
    begin
      if nextval('stored_answers') = 1 then raise exception using errcode = '40P01'; end if;
      return new;
    end $$`.execute(store.db);
  await sql`
    create trigger fail_first before update on idempotent_answers
    for each row execute function fail_first()`.execute(store.db);
}
