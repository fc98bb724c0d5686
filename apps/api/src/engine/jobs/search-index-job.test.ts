import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';
import { isIndexBuilt } from '../../store/search/build-search-indexes.js';
import { SearchIndexJob } from './search-index-job.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

function startJob(onBuilt: (name: string) => void): SearchIndexJob {
  const job = new SearchIndexJob({
    db: store.db,
    databaseOptions: {
      connection: { connectionString: store.url },
      poolMax: 1,
      prepare: true,
      onConnectionLost: () => undefined,
    },
    onBuilt,
    onFailed: (reason) => {
      throw reason;
    },
  });
  onTestFinished(() => job.stop());
  job.start();
  return job;
}

it('builds what is missing beside other work, and ends', async () => {
  await sql`drop index keys_by_name`.execute(store.db);
  expect(await new Promise<string>((resolve) => startJob(resolve))).toBe('keys_by_name');
  expect(await isIndexBuilt(store.db, 'keys_by_name')).toBe(true);
});

it('stops at once in the middle of a build, which a later start completes', async () => {
  await sql`drop index keys_by_expiry`.execute(store.db);
  const other = store.open({ poolMax: 1 });
  const job = await other.transaction().execute(async (tx) => {
    // A build waits for every transaction that has written the table.
    await sql`lock table keys in row exclusive mode`.execute(tx);
    const started = startJob(() => undefined);
    await store.untilWaiting(1);
    await started.stop();
    return started;
  });
  expect(await isIndexBuilt(store.db, 'keys_by_expiry')).toBe(false);
  await job.stop();
  expect(await new Promise<string>((resolve) => startJob(resolve))).toBe('keys_by_expiry');
});
