import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS, type SchemaMigration } from '../../../migrations/index.js';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import { migrate, requireKnownSchema, UnusableDatabaseError } from './migrate.js';

let store: Store;
beforeEach(async () => {
  store = await startStore({ migrated: false });
});
afterEach(() => store.stop());

const NAMES = Object.keys(MIGRATIONS);

/** The migrations of the version whose last migration this was. */
function migrationsUpTo(last: string) {
  return Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name <= last));
}

/** The migrations of a version that has one more. */
function migrationsAnd(name: string, kind: SchemaMigration['kind'], statement: string) {
  const up = async (db: Parameters<SchemaMigration['up']>[0]) =>
    void (await sql.raw(statement).execute(db));
  return { ...MIGRATIONS, [name]: { kind, up } };
}

const ADD_REGION = `alter table keys add column region text not null default 'eu'`;

async function executed() {
  const { rows } = await sql<{ name: string; timestamp: string; kind: string | null }>`
    select name, timestamp, kind from unlatch_migrations order by name`.execute(store.db);
  return rows;
}

describe('migrate', () => {
  it('sets up an empty database once when five processes start at the same time', async () => {
    await Promise.all(Array.from({ length: 5 }, () => migrate(store.open())));
    const marks = Object.entries(MIGRATIONS).map(([name, { kind }]) => ({ name, kind }));
    expect(await executed()).toMatchObject(marks);
    expect(await store.db.selectFrom('keys').selectAll().execute()).toEqual([]);
  });

  it('does nothing to a database that is up to date', async () => {
    expect(await migrate(store.db)).toEqual({ applied: NAMES, newer: [] });
    const before = await executed();
    const { apiId } = await store.newApi();
    expect(await migrate(store.open())).toEqual({ applied: [], newer: [] });
    expect(await executed()).toEqual(before);
    const apis = await store.db.selectFrom('apis').select('id').execute();
    expect(apis).toEqual([{ id: apiId }]);
  });

  it('continues on a database that was migrated before migrations had marks', async () => {
    await migrate(store.db, migrationsUpTo('0002-events'));
    await sql`alter table unlatch_migrations drop column kind`.execute(store.db);
    const upTo3 = migrationsUpTo('0003-event-batches');
    expect((await migrate(store.db, upTo3)).applied).toEqual(['0003-event-batches']);
    expect(await executed()).toMatchObject([
      { name: '0001-initial', kind: null },
      { name: '0002-events', kind: null },
      { name: '0003-event-batches', kind: 'breaking' },
    ]);
    expect(await migrate(store.db, upTo3)).toEqual({ applied: [], newer: [] });
  });

  it('keeps the events of an earlier version, and can remove them although they are replicated', async () => {
    await migrate(store.db, migrationsUpTo('0002-events'));
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

  it('undoes a whole start when one of its migrations fails', async () => {
    const failing = migrationsAnd('9001-flights', 'compatible', 'alter table flights add x int');
    await expect(migrate(store.db, failing)).rejects.toMatchObject({ code: '42P01' });
    const { rows } = await sql`select tablename from pg_tables where schemaname = 'public'`.execute(
      store.db,
    );
    expect(rows).toEqual([]);
    expect((await migrate(store.db)).applied).toEqual(NAMES);
  });

  it('blocks no request while it waits for a lock, and gets the lock in the end', async () => {
    await migrate(store.db);
    await store.newApi();
    const [holder, migrating] = [store.open({ poolMax: 1 }), store.open({ poolMax: 1 })];
    const long = await holder.startTransaction().execute();
    await long.selectFrom('keys').select('id').execute();
    const done = migrate(migrating, migrationsAnd('9001-region', 'compatible', ADD_REGION));
    await store.untilWaiting(1);
    expect(await store.db.selectFrom('keys').select('id').execute()).toEqual([]);
    await long.commit().execute();
    expect((await done).applied).toEqual(['9001-region']);
  });
});

describe('on the database of a newer version, migrate', () => {
  it('changes nothing and names the new migrations, if all of them are compatible', async () => {
    await migrate(store.db, migrationsAnd('9001-region', 'compatible', ADD_REGION));
    const before = await executed();
    expect(await migrate(store.db)).toEqual({ applied: [], newer: ['9001-region'] });
    await requireKnownSchema(store.db);
    expect(await executed()).toEqual(before);
  });

  it.each<['breaking' | null, string]>([
    ['breaking', 'is breaking'],
    [null, 'has no mark'],
  ])('refuses one that is marked %s', async (kind) => {
    await migrate(store.db, migrationsAnd('9001-region', 'compatible', ADD_REGION));
    await sql`insert into unlatch_migrations values ('9002-flights', '2030', ${kind})`.execute(
      store.db,
    );
    const before = await executed();
    const refusal = new UnusableDatabaseError(
      'A newer version of Unlatch has changed the database in a way that this version cannot work with (9002-flights). Start that version or a later one. Schema migrations only go forward: the way back is a backup from before the upgrade.',
    );
    await expect(migrate(store.db)).rejects.toThrow(refusal);
    await expect(requireKnownSchema(store.db)).rejects.toThrow(refusal);
    expect(await executed()).toEqual(before);
  });

  it('refuses to add its own to those of another line of versions', async () => {
    await migrate(store.db, migrationsAnd('9001-region', 'compatible', ADD_REGION));
    const other = migrationsAnd('9002-zone', 'compatible', 'alter table keys add zone text');
    await expect(migrate(store.db, other)).rejects.toThrow(
      'it would add 9002-zone, but another version has already gone on with 9001-region.',
    );
  });

  it('decides by what a newer program commits while it waits for the lock', async () => {
    await migrate(store.db);
    const blocker = await store.open({ poolMax: 1 }).startTransaction().execute();
    await sql`lock table keys in access share mode`.execute(blocker);
    const newer = migrate(store.open(), migrationsAnd('9001-region', 'breaking', ADD_REGION));
    await store.untilWaiting(1);
    const older = expect(migrate(store.open())).rejects.toThrow('cannot work with (9001-region)');
    await store.untilWaiting(2);
    await blocker.commit().execute();
    expect((await newer).applied).toEqual(['9001-region']);
    await older;
  });
});

describe('beside a running process, migrate', () => {
  it.each(['shared', 'exclusive'])('runs no breaking migration (%s)', async (mode) => {
    await migrate(store.db);
    const running = store.open({ poolMax: 1 });
    const lock = mode === 'shared' ? 'pg_advisory_lock_shared' : 'pg_advisory_lock';
    await sql`select ${sql.raw(lock)}(hashtext('unlatch.counters'))`.execute(running);
    const before = await executed();
    const breaking = migrationsAnd('9001-region', 'breaking', ADD_REGION);
    await expect(migrate(store.db, breaking)).rejects.toThrow(
      'cannot work with (9001-region), and another process works on it. Nothing has been changed.',
    );
    expect(await executed()).toEqual(before);
    await running.destroy();
    expect((await migrate(store.db, breaking)).applied).toEqual(['9001-region']);
  });
});

describe('migrate asks for the version of PostgreSQL', () => {
  it('refuses one before version 15, and leaves nothing behind', async () => {
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

  it.each(['150000', '180004'])('takes version number %s', async (number) => {
    await pretendVersion(number, number);
    await migrate(store.open());
    expect(await executed()).toHaveLength(NAMES.length);
  });
});

/** New sessions of this database find a `current_setting` that hides the real one. */
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
