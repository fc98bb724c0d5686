import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import type { Db } from '../database/database.js';
import { BUILT_INDEXES, buildSearchIndexes, isIndexBuilt } from './build-search-indexes.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

const NAMES = BUILT_INDEXES.map(({ name }) => name);

async function built(): Promise<string[]> {
  const found = await Promise.all(NAMES.map((name) => isIndexBuilt(store.db, name)));
  return NAMES.filter((_, index) => found[index]);
}

/** Builds, and returns the names of what was built. */
async function build(db: Db = store.open({ poolMax: 1 })): Promise<string[] | 'busy'> {
  const names: string[] = [];
  const outcome = await buildSearchIndexes(db, (name) => names.push(name));
  return outcome === 'busy' ? outcome : names;
}

it('a new database has every index, so there is nothing to build', async () => {
  expect(await built()).toEqual(NAMES);
  expect(await build()).toEqual([]);
});

it('builds what is missing, and builds again what has failed', async () => {
  await sql`drop index keys_by_name`.execute(store.db);
  await sql`update pg_index set indisvalid = false
    where indexrelid = 'keys_search'::regclass`.execute(store.db);
  expect(await built()).not.toContain('keys_search');
  expect((await build())?.toString()).toBe('keys_search,keys_by_name');
  expect(await built()).toEqual(NAMES);
});

it('leaves the work to the process that is at it', async () => {
  await sql`drop index keys_by_expiry`.execute(store.db);
  const other = store.open({ poolMax: 1 });
  await sql`select pg_advisory_lock(hashtext('unlatch.search_indexes'))`.execute(other);
  expect(await build()).toBe('busy');
  await sql`select pg_advisory_unlock_all()`.execute(other);
  expect(await build()).toEqual(['keys_by_expiry']);
});

it('completes the last uses that are older than the indexes', async () => {
  const api = await store.newApi();
  const { workspaceId, keyId } = await store.newKey(api);
  await sql`alter table key_last_used disable trigger all`.execute(store.db);
  await sql`insert into key_last_used (workspace_id, key_id, last_used_at_ms)
    values (${workspaceId}, ${keyId}, ${NOW_MS})`.execute(store.db);
  await sql`alter table key_last_used enable trigger all`.execute(store.db);
  await sql`drop index key_last_used_by_minute`.execute(store.db);
  await build();
  const row = await store.db
    .selectFrom('key_last_used')
    .select(['api_id', 'used_minute'])
    .where('key_id', '=', keyId)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ api_id: api.apiId, used_minute: Math.floor(NOW_MS / 60_000) });
});
