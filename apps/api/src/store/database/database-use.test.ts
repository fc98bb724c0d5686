import { startDatabaseProxy } from '@unlatch/testkit';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';
import { openDatabases, type Tx } from './database.js';
import { DatabaseUse } from './database-use.js';
import { inTransaction } from './transaction.js';

let store: Store;
let workspaceId: string;
beforeAll(async () => {
  store = await startStore();
  ({ workspaceId } = await store.newApi());
});
afterAll(() => store.stop());

/** One request with connections through a proxy, and a connection of another program beside it. */
async function start() {
  const proxy = await startDatabaseProxy(store.url);
  const database = openDatabases({
    connection: { connectionString: proxy.url },
    poolMax: 2,
    prepare: true,
    onConnectionLost: () => undefined,
  });
  const other = new pg.Client({ connectionString: store.url });
  await other.connect();
  onTestFinished(async () => {
    proxy.pass();
    await other.end();
    await database.db.destroy();
    await proxy.close();
  });
  const use = new DatabaseUse();
  const rename = (name: string, pause: () => Promise<void> = async () => undefined) =>
    inTransaction(database.dbFor(use), async (tx: Tx) => {
      const where = tx.updateTable('workspaces').set({ name });
      await where.where('id', '=', workspaceId).execute();
      await pause();
    });
  const read = async () => {
    const { rows } = await other.query('select name from workspaces where id = $1', [workspaceId]);
    return rows[0].name;
  };
  return { proxy, other, use, rename, read };
}

it('ends a statement that waits for a row lock in the database itself, and changes nothing', async () => {
  const { other, use, rename, read } = await start();
  await other.query('begin');
  await other.query('select 1 from workspaces where id = $1 for update', [workspaceId]);
  const before = await read();
  const renamed = rename('locked').catch((error: unknown) => error);
  const untilWaiting = (count: number) =>
    vi.waitFor(async () => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(store.db);
      expect(rows).toHaveLength(count);
    }, 10_000);
  await untilWaiting(1);
  use.end();
  // The lock is still held, so only the cancellation can end the wait.
  await untilWaiting(0);
  expect(await renamed).toMatchObject({ code: '57014' });
  await other.query('commit');
  expect(use.mayHaveCommitted).toBe(false);
  expect(await read()).toBe(before);
});

it('sends no commit once it is over, so what was done before is undone', async () => {
  const { use, rename, read } = await start();
  const before = await read();
  await expect(rename('late', async () => use.end())).rejects.toThrow('the request is over');
  expect(use.mayHaveCommitted).toBe(false);
  expect(await read()).toBe(before);
});

it('says that a commit may have happened whose answer the link does not bring', async () => {
  const { proxy, use, rename, read } = await start();
  const renamed = rename('unknown', async () => proxy.silence('to client')).catch(() => undefined);
  await vi.waitFor(async () => expect(await read()).toBe('unknown'), 10_000);
  use.end();
  expect(use.mayHaveCommitted).toBe(true);
  proxy.cut();
  await renamed;
});
