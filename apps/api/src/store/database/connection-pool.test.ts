import { startDatabaseProxy } from '@unlatch/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';
import { type Database, openDatabases } from './database.js';
import { isUnavailable } from './failures.js';
import { inTransaction } from './transaction.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

/**
 * A pool whose connections go through a proxy, one connection for each kind of statement by
 * default. A statement is given up some time after its `timeoutMs`.
 */
async function startProxied({ poolMax = 2, timeoutMs = 1000 } = {}) {
  const proxy = await startDatabaseProxy(store.url);
  const database = openDatabases({
    connection: { connectionString: proxy.url },
    poolMax,
    prepare: true,
    onConnectionLost: () => undefined,
    statementTimeoutMs: timeoutMs,
  });
  onTestFinished(async () => {
    proxy.pass();
    await database.db.destroy();
    await proxy.close();
  });
  return { proxy, ...database };
}

async function pid({ db }: Pick<Database, 'db'>): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return rows[0]?.pid ?? 0;
}

describe('a statement that gets no answer', () => {
  it('fails as unavailable in the end, and its connection is never used again', async () => {
    const { proxy, hotDb, stats } = await startProxied();
    const before = await pid({ db: hotDb });
    proxy.stall();
    const silent = sql`select 'late' as answer`.execute(hotDb);
    await expect(silent).rejects.toSatisfy(isUnavailable);
    // The late answer is on its way now, and must not be read as the answer to the next statement.
    proxy.pass();
    const { rows } = await sql`select 'mine' as answer`.execute(hotDb);
    expect(rows).toEqual([{ answer: 'mine' }]);
    expect(await pid({ db: hotDb })).not.toBe(before);
    expect(stats).toMatchObject({ givenUp: 1, total: 1, waiting: 0 });
  });

  it('in a transaction fails the whole transaction', async () => {
    const { proxy, hotDb } = await startProxied();
    const { workspaceId } = await store.newApi();
    const renamed = inTransaction(hotDb, async (tx) => {
      const rename = tx.updateTable('workspaces').set({ name: 'Renamed' });
      await rename.where('id', '=', workspaceId).execute();
      proxy.stall();
      await sql`select 1`.execute(tx);
    });
    await expect(renamed).rejects.toSatisfy(isUnavailable);
    proxy.cut();
    await expect
      .poll(async () => {
        const rename = store.db.updateTable('workspaces').set({ name: 'Free again' });
        const { numUpdatedRows } = await rename.where('id', '=', workspaceId).executeTakeFirst();
        return numUpdatedRows;
      })
      .toBe(1n);
  });
});

it('lets 1,000 statements wait for a connection, and refuses more at once', async () => {
  const { proxy, hotDb, stats } = await startProxied();
  await sql`select 1`.execute(hotDb);
  proxy.stall();
  const count = 1010;
  const results = Array.from({ length: count }, () => sql`select 1`.execute(hotDb));
  const outcomes = Promise.allSettled(results);
  await expect.poll(() => stats.refused + stats.waiting + stats.total).toBe(count);
  expect(stats.refused).toBeGreaterThan(0);
  expect(stats.waiting).toBeLessThanOrEqual(1000);
  for (const outcome of await outcomes) {
    expect(outcome.status === 'rejected' && isUnavailable(outcome.reason)).toBe(true);
  }
  expect(stats.waiting).toBe(0);
  proxy.pass();
  await expect(sql`select 1`.execute(hotDb)).resolves.toBeDefined();
});

it('has connections for checks that no other statement uses', async () => {
  const { db, hotDb, stats } = await startProxied({ poolMax: 10, timeoutMs: 20_000 });
  const held = await store.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(1)`.execute(tx);
    const changes = Array.from({ length: 12 }, () =>
      sql`select pg_advisory_xact_lock_shared(1)`.execute(db),
    );
    await store.untilWaiting(6);
    expect(stats).toMatchObject({ total: 6, waiting: 6 });
    await Promise.all(Array.from({ length: 4 }, () => sql`select 1`.execute(hotDb)));
    expect(stats.total).toBe(10);
    return changes;
  });
  await Promise.all(held);
});

it('has one more connection for checks than the credit ledger uses, even with four in all', async () => {
  const { hotDb, stats } = await startProxied({ poolMax: 4, timeoutMs: 30_000 });
  const waiting = await store.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(2)`.execute(tx);
    const spends = [1, 2].map(() => sql`select pg_advisory_xact_lock_shared(2)`.execute(hotDb));
    await store.untilWaiting(2);
    await sql`select 1`.execute(hotDb);
    return spends;
  });
  await expect(Promise.all(waiting)).resolves.toHaveLength(2);
  expect(stats.total).toBe(3);
});

it('leaves a server that has become read-only, since writes go elsewhere now', async () => {
  const { db } = await startProxied();
  const before = await pid({ db });
  await sql`set default_transaction_read_only = on`.execute(db);
  const write = sql`create table public.never (id int)`.execute(db);
  await expect(write).rejects.toSatisfy(isUnavailable);
  expect(await pid({ db })).not.toBe(before);
});

it('a check that waits for a lock in vain is not carried out once its caller has given up', async () => {
  const { hotDb, stats } = await startProxied({ timeoutMs: 30_000 });
  const { keyId } = await store.newKey(await store.newApi(), { credits_remaining: 5 });
  const spend = sql`update keys set credits_remaining = 4 where id = ${keyId}`;
  await store.db.transaction().execute(async (tx) => {
    await sql`select from keys where id = ${keyId} for update`.execute(tx);
    await expect(spend.execute(hotDb)).rejects.toSatisfy(isUnavailable);
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(tx);
    expect(rows).toHaveLength(0);
  });
  expect(stats.givenUp).toBe(0);
});

it('a statement that the server ends leaves its connection usable', async () => {
  const { db, stats } = await startProxied({ timeoutMs: 50 });
  const before = await pid({ db });
  await expect(sql`select pg_sleep(60)`.execute(db)).rejects.toSatisfy(isUnavailable);
  expect(await pid({ db })).toBe(before);
  expect(stats.givenUp).toBe(0);
});
