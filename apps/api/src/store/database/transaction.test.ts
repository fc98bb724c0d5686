import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiIds, type Store, startStore } from '../../../test/store.js';
import type { Tx } from './database.js';
import { isUnavailable } from './failures.js';
import { inTransaction } from './transaction.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

async function rename(tx: Tx, api: ApiIds, suffix: string): Promise<void> {
  await sql`
    update apis set name = name || ${suffix}::text
    where workspace_id = ${api.workspaceId} and id = ${api.apiId}`.execute(tx);
}

async function nameOf(api: ApiIds): Promise<string | undefined> {
  const row = await store.db
    .selectFrom('apis')
    .select('name')
    .where('id', '=', api.apiId)
    .executeTakeFirst();
  return row?.name;
}

async function raise(tx: Tx, sqlState: string): Promise<void> {
  await sql.raw(`do $$ begin raise exception using errcode = '${sqlState}'; end $$`).execute(tx);
}

describe('inTransaction', () => {
  it('carries out both transactions of a deadlock, each once', async () => {
    const [first, second] = [await store.newApi(), await store.newApi()];
    const attempts = { one: 0, other: 0 };
    const barrier = createBarrier(2);
    const work =
      (name: keyof typeof attempts, locks: readonly ApiIds[]) =>
      async (tx: Tx): Promise<void> => {
        attempts[name] += 1;
        await sql`set local deadlock_timeout = '20ms'`.execute(tx);
        for (const api of locks) {
          await rename(tx, api, ` ${name}`);
          await barrier();
        }
      };
    await Promise.all([
      inTransaction(store.db, work('one', [first, second])),
      inTransaction(store.db, work('other', [second, first])),
    ]);
    expect(attempts.one + attempts.other).toBe(3);
    for (const api of [first, second]) {
      const [name, ...suffixes] = (await nameOf(api))?.split(' ') ?? [];
      expect([name, ...suffixes.sort()]).toEqual(['Weather', 'one', 'other']);
    }
  });

  it.each(['40P01', '40001'])(
    'starts again after SQLSTATE %s, with nothing left over',
    async (state) => {
      const api = await store.newApi();
      let attempts = 0;
      const result = await inTransaction(store.db, async (tx) => {
        attempts += 1;
        await rename(tx, api, ` ${attempts}`);
        if (attempts < 3) await raise(tx, state);
        return attempts;
      });
      expect(result).toBe(3);
      expect(await nameOf(api)).toBe('Weather 3');
    },
  );

  it('gives up after five attempts', async () => {
    let attempts = 0;
    const endless = inTransaction(store.db, async (tx) => {
      attempts += 1;
      await raise(tx, '40P01');
    });
    await expect(endless).rejects.toMatchObject({ code: '40P01' });
    expect(attempts).toBe(5);
  });

  it.each(['23505', '23503', '57014'])(
    'does not repeat what fails with SQLSTATE %s',
    async (state) => {
      const api = await store.newApi();
      let attempts = 0;
      const failing = inTransaction(store.db, async (tx) => {
        attempts += 1;
        await rename(tx, api, ' changed');
        await raise(tx, state);
      });
      await expect(failing).rejects.toMatchObject({ code: state });
      expect(attempts).toBe(1);
      expect(await nameOf(api)).toBe('Weather');
    },
  );

  it('rolls back when the work throws by itself', async () => {
    const api = await store.newApi();
    const failing = inTransaction(store.db, async (tx) => {
      await rename(tx, api, ' changed');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await nameOf(api)).toBe('Weather');
  });

  it('does not repeat a commit during which the connection broke', async () => {
    const db = store.open({ poolMax: 1 });
    await sql`create table breaking (n int)`.execute(db);
    await sql`
      create function break_connection() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`.execute(db);
    await sql`
      create constraint trigger break_at_commit after insert on breaking
      deferrable initially deferred for each row execute function break_connection()`.execute(db);
    let attempts = 0;
    const failing = inTransaction(db, async (tx) => {
      attempts += 1;
      await sql`insert into breaking values (1)`.execute(tx);
    });
    await expect(failing).rejects.toSatisfy(isUnavailable);
    expect(attempts).toBe(1);
    // The pool has replaced the broken connection.
    expect((await sql`select n from breaking`.execute(db)).rows).toEqual([]);
  });
});

/** Blocks every caller until `count` have come. Later callers pass at once. */
function createBarrier(count: number): () => Promise<void> {
  let missing = count;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    missing -= 1;
    if (missing <= 0) open();
    return opened;
  };
}
