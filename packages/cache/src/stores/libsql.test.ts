import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@libsql/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entryOf, stale } from '../../test/entries.js';
import { testStore } from '../../test/store-conformance.js';
import { LibSQLStore } from './libsql.js';

let directory: string;
let client: Client;

const open = (file: string) => createClient({ url: `file:${join(directory, file)}` });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unlatch-libsql-'));
  client = open('cache.db');
});

afterAll(async () => {
  client.close();
  await rm(directory, { recursive: true, force: true });
});

testStore(() => new LibSQLStore({ client }));

async function keysIn(database: Client, table = 'cache'): Promise<unknown[]> {
  const { rows } = await database.execute(`select key from "${table}" order by key`);
  return rows.map((row) => row['key']);
}

test('creates its table and index, also under a name that needs quotes', async () => {
  const database = open('made.db');
  const store = new LibSQLStore({ client: database, tableName: 'my "cache"' });
  await store.set('a', 'k', entryOf(1));
  expect(await keysIn(database, 'my ""cache""')).toEqual(['a::k']);
  const { rows } = await database.execute(
    'explain query plan select key from "my ""cache""" where staleUntil <= 1',
  );
  expect(rows[0]?.['detail']).toMatch(/USING INDEX my "cache"_staleUntil/);
  database.close();
});

test('uses a table of @unkey/cache', async () => {
  const database = open('existing.db');
  await database.execute(
    'create table cache (key text primary key, value text not null, freshUntil integer not null, staleUntil integer not null)',
  );
  const store = new LibSQLStore({ client: database });
  await store.set('a', 'k', entryOf('value'));
  expect((await store.get('a', 'k')).val?.value).toBe('value');
  database.close();
});

test('deletes only expired rows when another row is set', async () => {
  const database = open('sweep.db');
  const store = new LibSQLStore({ client: database });
  for (const key of ['fresh', 'old 1', 'old 2']) await store.set('a', key, entryOf(key));
  await store.set('a', 'stale', stale('stale'));
  await database.execute("update cache set staleUntil = 1 where key like 'a::old%'");
  await store.set('a', 'new', entryOf('new'));
  expect(await keysIn(database)).toEqual(['a::fresh', 'a::new', 'a::stale']);
  database.close();
});

test('reports an error, and works again when the database does', async () => {
  const database = open('recovers.db');
  // A view of that name cannot be written to, and it prevents a table of that name.
  await database.execute('create view cache as select 1 as key');
  const store = new LibSQLStore({ client: database });
  for (const { err } of [
    await store.get('a', 'k'),
    await store.set('a', 'k', entryOf(1)),
    await store.remove('a', 'k'),
  ]) {
    expect(err).toMatchObject({ name: 'CacheError', tier: 'libsql', key: 'k' });
  }
  await database.execute('drop view cache');
  expect(await store.set('a', 'k', entryOf(1))).toEqual({ val: undefined });
  expect((await store.get('a', 'k')).val?.value).toBe(1);
  database.close();
});
