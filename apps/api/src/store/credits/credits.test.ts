import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeyIds, NOW_MS, type Store, startStore } from '../../../test/store.js';
import { nextRefillAtMs } from '../../domain/credits/refill-schedule.js';
import { spendCredits } from './credits.js';

const DAY_MS = 86_400_000;
const WAITING = { nowMs: NOW_MS };

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

function spend(key: KeyIds, total: number, nowMs = NOW_MS) {
  return spendCredits(store.db, [{ ...key, total }], { nowMs });
}

function rowOf(key: KeyIds) {
  return store.db
    .selectFrom('keys')
    .select(['credits_remaining', 'refill_due_at_ms'])
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.keyId)
    .executeTakeFirstOrThrow();
}

describe('spendCredits', () => {
  it.each([
    [5, 0, { taken: true, balance: 5 }, 5],
    [5, 5, { taken: true, balance: 0 }, 0],
    [5, 6, { taken: false, balance: 5 }, 5],
    [0, 0, { taken: true, balance: 0 }, 0],
    [0, 1, { taken: false, balance: 0 }, 0],
    [null, 0, { taken: false, balance: null }, null],
    [null, 1_000_000, { taken: false, balance: null }, null],
    [
      Number.MAX_SAFE_INTEGER,
      5_000_000_000_000_000,
      { taken: true, balance: Number.MAX_SAFE_INTEGER - 5_000_000_000_000_000 },
      Number.MAX_SAFE_INTEGER - 5_000_000_000_000_000,
    ],
  ])(
    'with %s left, answers a spend of %i with %j and leaves %s',
    async (before, total, outcome, after) => {
      const key = await store.newKey(await store.newApi(), { credits_remaining: before });
      expect(await spend(key, total)).toEqual([outcome]);
      expect((await rowOf(key)).credits_remaining).toBe(after);
    },
  );

  it('answers many keys in the order of the requests, each separately', async () => {
    const api = await store.newApi();
    const poor = await store.newKey(api, { credits_remaining: 1 });
    const rich = await store.newKey(api, { credits_remaining: 9 });
    const unlimited = await store.newKey(api);
    const deleted = await store.newKey(api, { credits_remaining: 9, deleted_at_ms: NOW_MS });
    const gone = { workspaceId: api.workspaceId, keyId: 'key_gone' };
    const requests = [gone, rich, deleted, poor, unlimited].map((key) => ({ ...key, total: 2 }));
    expect(await spendCredits(store.db, requests, WAITING)).toEqual([
      undefined,
      { taken: true, balance: 7 },
      undefined,
      { taken: false, balance: 1 },
      { taken: false, balance: null },
    ]);
  });

  it('takes nothing from a key of another workspace, and answers that it is gone', async () => {
    const key = await store.newKey(await store.newApi(), { credits_remaining: 5 });
    const { workspaceId } = await store.newApi();
    expect(await spend({ ...key, workspaceId }, 1)).toEqual([undefined]);
    expect((await rowOf(key)).credits_remaining).toBe(5);
  });
});

describe('a key that another transaction has locked', () => {
  const HASTY = { nowMs: NOW_MS, busyAfterMs: 1 };

  it.each([
    ['', { refill_amount: null, refill_due_at_ms: null }],
    [' with a refill that is due', { refill_amount: 10, refill_due_at_ms: NOW_MS }],
  ])('is busy%s, and the others are paid without waiting for it', async (_, refill) => {
    const api = await store.newApi();
    const locked = await store.newKey(api, { credits_remaining: 5, ...refill });
    const free = await store.newKey(api, { credits_remaining: 5, ...refill });
    const requests = [locked, free].map((key) => ({ ...key, total: 1 }));
    const balance = refill.refill_amount ?? 5;
    await store.db.transaction().execute(async (tx) => {
      await sql`select from keys where id = ${locked.keyId} for update`.execute(tx);
      const answers = await spendCredits(store.open({ poolMax: 1 }), requests, HASTY);
      expect(answers).toEqual(['busy', { taken: true, balance: balance - 1 }]);
    });
    expect(await spendCredits(store.db, requests, HASTY)).toEqual([
      { taken: true, balance: balance - 1 },
      { taken: true, balance: balance - 2 },
    ]);
  });

  it('is gone, not busy, when it was deleted before', async () => {
    const api = await store.newApi();
    const deleted = await store.newKey(api, { credits_remaining: 9, deleted_at_ms: NOW_MS });
    const request = { ...deleted, total: 1 };
    expect(await spendCredits(store.db, [request], HASTY)).toEqual([undefined]);
  });
});

describe('a refill', () => {
  const due = { refill_amount: 10, refill_day: null, refill_due_at_ms: NOW_MS };

  it('is applied by the first spend at its moment, and not a millisecond before', async () => {
    const key = await store.newKey(await store.newApi(), { ...due, credits_remaining: 1 });
    expect(await spend(key, 2, NOW_MS - 1)).toEqual([{ taken: false, balance: 1 }]);
    expect(await spend(key, 2, NOW_MS)).toEqual([{ taken: true, balance: 8 }]);
  });

  it('is applied once, however often the key is used that day', async () => {
    const key = await store.newKey(await store.newApi(), { ...due, credits_remaining: 0 });
    expect(await spend(key, 10)).toEqual([{ taken: true, balance: 0 }]);
    expect(await spend(key, 1)).toEqual([{ taken: false, balance: 0 }]);
    expect(await spend(key, 1, NOW_MS + DAY_MS)).toEqual([{ taken: true, balance: 9 }]);
  });

  it('is applied by a spend that exceeds it, too', async () => {
    const key = await store.newKey(await store.newApi(), { ...due, credits_remaining: 1 });
    expect(await spend(key, 11)).toEqual([{ taken: false, balance: 10 }]);
    expect((await rowOf(key)).credits_remaining).toBe(10);
    expect(await spend(key, 10)).toEqual([{ taken: true, balance: 0 }]);
  });

  it('that fails does not take the answers from the other keys, which have been charged', async () => {
    const api = await store.newApi();
    const ordinary = await store.newKey(api, { credits_remaining: 5 });
    const refilled = await store.newKey(api, { ...due, credits_remaining: 1 });
    await sql`
      create function refuse() returns trigger language plpgsql
        as 'begin raise exception ''no audit event today''; end';
      create trigger refuse before insert on audit_events
        execute function refuse()`.execute(store.db);
    try {
      const requests = [refilled, ordinary].map((key) => ({ ...key, total: 1 }));
      const [failed, taken] = await spendCredits(store.db, requests, WAITING);
      expect(failed).toEqual({
        failure: expect.objectContaining({ message: 'no audit event today' }),
      });
      expect(taken).toEqual({ taken: true, balance: 4 });
      expect(await rowOf(refilled)).toEqual({ credits_remaining: 1, refill_due_at_ms: NOW_MS });
    } finally {
      await sql`drop function refuse cascade`.execute(store.db);
    }
  });

  it('never takes away what is more than its amount', async () => {
    const key = await store.newKey(await store.newApi(), { ...due, credits_remaining: 50 });
    expect(await spend(key, 1)).toEqual([{ taken: true, balance: 49 }]);
  });

  it('falls due next when the schedule of the domain says so, at any moment and on any day', async () => {
    const key = await store.newKey(await store.newApi(), { credits_remaining: 0 });
    const anyMoment = fc.integer({ min: 0, max: Date.UTC(2150, 0, 1) });
    const edgeOfDay = fc
      .tuple(fc.integer({ min: 1, max: 65_000 }), fc.constantFrom(-1, 0, 1))
      .map(([day, offsetMs]) => day * DAY_MS + offsetMs);
    const refillDay = fc.option(fc.integer({ min: 1, max: 31 }));
    const overdueMs = fc.constantFrom(0, 1, DAY_MS, 400 * DAY_MS);
    const balances = fc.record({ remaining: fc.nat(20), amount: fc.integer({ min: 1, max: 20 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(anyMoment, edgeOfDay),
        refillDay,
        overdueMs,
        balances,
        async (nowMs, day, lateMs, { remaining, amount }) => {
          await store.db
            .updateTable('keys')
            .set({
              credits_remaining: remaining,
              refill_amount: amount,
              refill_day: day,
              refill_due_at_ms: nowMs - lateMs,
            })
            .where('id', '=', key.keyId)
            .execute();
          const refilled = Math.max(remaining, amount);
          expect(await spend(key, 1, nowMs)).toEqual([{ taken: true, balance: refilled - 1 }]);
          const { refill_due_at_ms } = await rowOf(key);
          expect(refill_due_at_ms).toBe(nextRefillAtMs({ day, afterMs: nowMs }));
        },
      ),
      { numRuns: 400 },
    );
  });
});
