import { Migrator, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../../migrations/index.js';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import { migrate, UnusableDatabaseError } from './migrate.js';

let store: Store;
beforeEach(async () => {
  store = await startStore({ migrated: false });
});
afterEach(() => store.stop());

/** As the version did whose last migration this was. */
async function migrateTo(last: string) {
  const known = Object.entries(MIGRATIONS).filter(([name]) => name <= last);
  const { error } = await new Migrator({
    db: store.db,
    provider: { getMigrations: async () => Object.fromEntries(known) },
    migrationTableName: 'unlatch_migrations',
    migrationLockTableName: 'unlatch_migrations_lock',
  }).migrateToLatest();
  if (error !== undefined) throw error;
}

async function executed() {
  const { rows } = await sql<{ name: string; timestamp: string }>`
    select name, timestamp from unlatch_migrations order by name`.execute(store.db);
  return rows;
}

describe('migrate', () => {
  it('sets up an empty database once, though five processes start at the same time', async () => {
    await Promise.all(Array.from({ length: 5 }, () => migrate(store.open())));
    expect((await executed()).map((row) => row.name)).toEqual(Object.keys(MIGRATIONS));
    expect(await store.db.selectFrom('keys').selectAll().execute()).toEqual([]);
  });

  it('does nothing to a database that is up to date', async () => {
    await migrate(store.db);
    const before = await executed();
    const { apiId } = await store.newApi();
    await migrate(store.open());
    expect(await executed()).toEqual(before);
    const apis = await store.db.selectFrom('apis').select('id').execute();
    expect(apis).toEqual([{ id: apiId }]);
  });

  it('keeps the records of an earlier version, and can remove them though they are replicated', async () => {
    await migrateTo('0002-events');
    await sql`create table verifications_20260101 partition of verifications
      for values from (0) to (${sql.lit(NOW_MS)})`.execute(store.db);
    await sql`insert into verifications values
      ('ws_1', 1, 'req_1', '', '', '', 'NOT_FOUND', '{}', 0, 0)`.execute(store.db);
    await migrate(store.db);
    expect(await store.db.selectFrom('verifications').select('request_id').execute()).toEqual([
      { request_id: 'req_1' },
    ]);
    await sql`create publication everything for all tables`.execute(store.db);
    await store.db.deleteFrom('verifications').execute();
  });

  it('refuses the database of a newer version, names what it has, and changes nothing', async () => {
    await migrate(store.db);
    await sql`insert into unlatch_migrations values ('9999-flights', '2030')`.execute(store.db);
    const before = await executed();
    await expect(migrate(store.db)).rejects.toThrow(
      new UnusableDatabaseError(
        'The database was set up by a newer version of Unlatch (it has 9999-flights). Start that version or a later one; migrations only go forward.',
      ),
    );
    expect(await executed()).toEqual(before);
  });

  it('refuses PostgreSQL before version 15, and leaves nothing behind', async () => {
    await pretendVersion('140011', '14.11 (Debian 14.11-1)');
    const db = store.open();
    await expect(migrate(db)).rejects.toThrow(
      new UnusableDatabaseError(
        'DATABASE_URL leads to PostgreSQL 14.11 (Debian 14.11-1); Unlatch needs version 15 or newer. Upgrade the server, or unset DATABASE_URL to use the built-in one.',
      ),
    );
    const { rows } = await sql`select tablename from pg_tables where schemaname = 'public'`.execute(
      db,
    );
    expect(rows).toEqual([]);
  });

  it.each(['150000', '180004'])('takes PostgreSQL of version number %s', async (number) => {
    await pretendVersion(number, number);
    await migrate(store.open());
    expect(await executed()).toHaveLength(Object.keys(MIGRATIONS).length);
  });
});

/** New sessions of this database find a `current_setting` that comes before the real one. */
async function pretendVersion(number: string, text: string): Promise<void> {
  await sql`create schema pretended`.execute(store.db);
  await sql`
    create function pretended.current_setting(name text) returns text language sql as
    ${sql.lit(`select case name when 'server_version_num' then '${number}' else '${text}' end`)}`.execute(
    store.db,
  );
  await sql`select set_config('search_path', 'public', false)`.execute(store.db);
  const name = new URL(store.url).pathname.slice(1);
  await sql`alter database ${sql.id(name)} set search_path = public, pretended, pg_catalog`.execute(
    store.db,
  );
}
