import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CreditLedger, type SpendResult } from '../../src/engine/credits/credit-ledger.js';
import { spendCredits, spendingFrom } from '../../src/store/credits/credits.js';
import { isRetryable } from '../../src/store/database/failures.js';
import { type KeyIds, NOW_MS, type Store, startStore } from '../store.js';

let store: Store;
beforeEach(async () => {
  store = await startStore();
});
afterEach(() => store.stop());

/** Three processes that spend from one database, with the same clock. */
function startLedgers(clock: { nowMs: number } = { nowMs: NOW_MS }): CreditLedger[] {
  return [1, 2, 3].map(() => {
    const db = store.open({ poolMax: 3 });
    return new CreditLedger({
      ...spendingFrom(db, () => clock.nowMs),
      waitingMax: 5000,
    });
  });
}

function spendAll(
  ledgers: readonly CreditLedger[],
  key: KeyIds,
  costs: readonly number[],
): Promise<(SpendResult | undefined)[]> {
  const { workspaceId, keyId } = key;
  return Promise.all(
    costs.flatMap((cost, index) => {
      const ledger = ledgers[index % ledgers.length];
      return ledger === undefined ? [] : [ledger.spend({ workspaceId, keyId, cost })];
    }),
  );
}

async function balanceOf({ keyId }: KeyIds): Promise<number | null> {
  const row = await store.db
    .selectFrom('keys')
    .select('credits_remaining')
    .where('id', '=', keyId)
    .executeTakeFirstOrThrow();
  return row.credits_remaining;
}

function granted(results: readonly (SpendResult | undefined)[]): SpendResult[] {
  return results.filter((result) => result !== undefined).filter((result) => result.granted);
}

describe('three ledgers on one row', () => {
  it('grant exactly 100 of 1,000 spends of one credit when there are 100', async () => {
    const key = await store.newKey(await store.newApi(), { credits_remaining: 100 });
    const costs = Array.from({ length: 1000 }, () => 1);
    const results = await spendAll(startLedgers(), key, costs);
    const balances = granted(results).map(({ balance }) => balance);
    expect(balances.sort((a, b) => Number(b) - Number(a))).toEqual(
      Array.from({ length: 100 }, (_, index) => 99 - index),
    );
    expect(results.filter((result) => result?.granted === false)).toHaveLength(900);
    expect(await balanceOf(key)).toBe(0);
  });

  it('take exactly the sum of the grants with mixed costs, and deny only what did not fit', async () => {
    const key = await store.newKey(await store.newApi(), { credits_remaining: 200 });
    const costs = Array.from({ length: 600 }, (_, index) => (index * 7) % 11);
    const results = await spendAll(startLedgers(), key, costs);
    const taken = costs.reduce((sum, cost, index) => sum + (results[index]?.granted ? cost : 0), 0);
    const left = (await balanceOf(key)) ?? Number.NaN;
    expect(taken + left).toBe(200);
    costs.forEach((cost, index) => {
      const result = results[index];
      expect(result?.balance).toBeGreaterThanOrEqual(0);
      if (result?.granted === false) expect(cost).toBeGreaterThan(result.balance ?? 0);
    });
    // The cheapest spend would be denied only by an empty row.
    expect(costs.every((cost, index) => cost > left || results[index]?.granted)).toBe(true);
  });

  it('apply a refill that falls due among the spends once', async () => {
    const clock = { nowMs: NOW_MS - 1 };
    const refill = { refill_amount: 50, refill_day: null, refill_due_at_ms: NOW_MS };
    const key = await store.newKey(await store.newApi(), { ...refill, credits_remaining: 30 });
    const ledgers = startLedgers(clock);
    const costs = Array.from({ length: 150 }, () => 1);
    const early = await spendAll(ledgers, key, costs.slice(0, 100));
    expect(granted(early)).toHaveLength(30);
    const around = spendAll(ledgers, key, costs);
    clock.nowMs = NOW_MS;
    expect(granted(await around)).toHaveLength(50);
    expect(granted(await spendAll(ledgers, key, costs))).toHaveLength(0);
    expect(await balanceOf(key)).toBe(0);
  });

  it('lose no credit of a top-up at the same time', async () => {
    const key = await store.newKey(await store.newApi(), { credits_remaining: 100 });
    const gifts = Array.from({ length: 20 }, () =>
      sql`update keys set credits_remaining = credits_remaining + 10 where id = ${key.keyId}`.execute(
        store.db,
      ),
    );
    const costs = Array.from({ length: 1000 }, () => 1);
    const [results] = await Promise.all([spendAll(startLedgers(), key, costs), ...gifts]);
    expect(granted(results).length + ((await balanceOf(key)) ?? Number.NaN)).toBe(300);
  });

  it('grant nothing after the key was deleted, and report it as gone', async () => {
    const key = await store.newKey(await store.newApi(), { credits_remaining: 1000 });
    const ledgers = startLedgers();
    const costs = Array.from({ length: 100 }, () => 1);
    const before = spendAll(ledgers, key, costs);
    await sql`update keys set deleted_at_ms = ${NOW_MS} where id = ${key.keyId}`.execute(store.db);
    const after = await spendAll(ledgers, key, costs);
    expect(after).toEqual(costs.map(() => undefined));
    expect(granted(await before).length + ((await balanceOf(key)) ?? Number.NaN)).toBe(1000);
  });

  it('answer spends that waited for a deletion by its result', async () => {
    const key = await store.newKey(await store.newApi(), { credits_remaining: 1000 });
    const ledgers = startLedgers();
    const spends = await store.db.transaction().execute(async (tx) => {
      await sql`update keys set deleted_at_ms = ${NOW_MS} where id = ${key.keyId}`.execute(tx);
      const waiting = spendAll(ledgers, key, [1, 1, 1]);
      await store.untilWaiting(3);
      return { waiting };
    });
    expect(await spends.waiting).toEqual([undefined, undefined, undefined]);
    expect(await balanceOf(key)).toBe(1000);
  });
});

describe('a key that a change has locked', () => {
  it('keeps its own spends waiting, and those of no other key', async () => {
    const api = await store.newApi();
    const locked = await store.newKey(api, { credits_remaining: 10 });
    const free = await store.newKey(api, { credits_remaining: 100 });
    const ledgers = startLedgers();
    const waiting = await store.db.transaction().execute(async (tx) => {
      await sql`update keys set credits_remaining = 3 where id = ${locked.keyId}`.execute(tx);
      const spends = spendAll(ledgers, locked, [1, 1, 1, 1, 1, 1]);
      await store.untilWaiting(3);
      for (let round = 0; round < 10; round++) {
        const answers = await spendAll(ledgers, free, [1, 1, 1]);
        expect(answers.map((answer) => answer?.granted)).toEqual([true, true, true]);
      }
      return { spends };
    });
    const answers = await waiting.spends;
    expect(answers.filter((answer) => answer?.granted)).toHaveLength(3);
    expect(await Promise.all([locked, free].map(balanceOf))).toEqual([0, 70]);
  });
});

describe('statements for many keys', () => {
  it('never end in a deadlock, in whatever order the keys are listed', async () => {
    const apis = [await store.newApi(), await store.newApi()];
    const keys: KeyIds[] = [];
    for (let index = 0; index < 40; index++) {
      const api = apis[index % 2];
      if (api !== undefined) keys.push(await store.newKey(api, { credits_remaining: 1000 }));
    }
    const db = store.open({ poolMax: 10 });
    const failures: unknown[] = [];
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const order = index % 2 === 0 ? keys : [...keys].reverse();
        const rotated = [...order.slice(index % 40), ...order.slice(0, index % 40)];
        const requests = rotated.map((key) => ({ ...key, total: 1 }));
        const options = { nowMs: NOW_MS } as const;
        await spendCredits(db, requests, options).catch((error) => failures.push(error));
      }),
    );
    expect(failures.filter(isRetryable)).toEqual([]);
    expect(failures).toEqual([]);
    expect(await Promise.all(keys.map(balanceOf))).toEqual(keys.map(() => 800));
  });
});
