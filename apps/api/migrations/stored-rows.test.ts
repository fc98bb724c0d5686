import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate } from '../src/store/database/migrate.js';
import { type Store, startStore } from '../test/store.js';
import { MIGRATIONS } from './index.js';

let store: Store;
beforeEach(async () => {
  store = await startStore({ migrated: false });
});
afterEach(() => store.stop());

/** The database as the version left it whose last migration this was. */
async function migrateUpTo(last: string): Promise<void> {
  const before = Object.entries(MIGRATIONS).filter(([name]) => name <= last);
  await migrate(store.db, Object.fromEntries(before));
}

it('rights on root keys become URNs that give no more than the tuples did', async () => {
  await migrateUpTo('0011-search');
  await sql`insert into workspaces (id, name, enabled, created_at_ms)
    values ('ws_1', 'Test', true, 1)`.execute(store.db);
  const tuple = (action: string) => `root_key.*.${action}_root_key`;
  const urn = (action: string) => `unkey:v1:ws_1:rootKeys/*#${action}`;
  const cases: readonly (readonly [before: readonly string[], after: readonly string[]])[] = [
    [['api.*.read_api'], ['api.*.read_api']],
    [
      ['api.*.read_api', ...['create', 'read', 'update', 'delete'].map(tuple), 'rbac.*.read_role'],
      ['api.*.read_api', 'rbac.*.read_role', urn('read'), urn('write'), urn('delete')],
    ],
    [[tuple('create'), tuple('read')], [urn('read')]],
    [[tuple('update')], []],
    [['root_key.root_2.read_root_key'], []],
    [[], []],
  ];
  for (const [index, [before]] of cases.entries()) {
    await sql`insert into root_keys
      (workspace_id, id, hash, start, permissions, enabled, created_at_ms)
      values ('ws_1', ${`root_${index}`}, ${`hash_${index}`}, 'unkey_', ${before}, true, 1)`.execute(
      store.db,
    );
  }
  await migrate(store.db);
  const rows = await store.db
    .selectFrom('root_keys')
    .select(['permissions', 'ending'])
    .orderBy('id')
    .execute();
  expect(rows).toEqual(cases.map(([, permissions]) => ({ permissions, ending: '' })));
});

it('what was billable before there were sums of it is added up from the sums per hour', async () => {
  await migrateUpTo('0012-root-key-urns');
  const dayMs = 86_400_000;
  for (const [table, columns] of [
    ['verifications_per_hour', 'api_id, key_id, identity_id, code, count, spent_credits'],
    ['limit_checks_per_hour', 'namespace_id, identifier, count, passed, cost, passed_cost'],
  ] as const) {
    await sql`create table ${sql.raw(`${table}_of_test`)} partition of ${sql.raw(table)}
      for values from (0) to (${sql.lit(3 * dayMs)})`.execute(store.db);
    const insert = sql.raw(`insert into ${table} (workspace_id, hour_ms, ${columns}, latency_us)`);
    const rows =
      table === 'verifications_per_hour'
        ? sql`('ws_1', ${dayMs}, 'api', 'one', '', 'VALID', 3, 0, 0),
            ('ws_1', ${dayMs + 3_600_000}, 'api', 'two', '', 'VALID', 4, 0, 0),
            ('ws_1', ${dayMs}, 'api', 'one', '', 'EXPIRED', 50, 0, 0),
            ('ws_2', ${2 * dayMs}, 'api', 'one', '', 'VALID', 1, 0, 0)`
        : sql`('ws_1', ${dayMs}, 'rlns', 'user', 9, 5, 9, 5, 0),
            ('ws_1', ${dayMs}, 'rlns', 'denied', 9, 0, 9, 0, 0)`;
    await sql`${insert} values ${rows}`.execute(store.db);
  }
  await migrate(store.db);
  const sums = await store.db
    .selectFrom('billable_per_day')
    .select(['workspace_id', 'day_ms', 'kind', 'count'])
    .orderBy('workspace_id')
    .orderBy('kind')
    .execute();
  expect(sums).toEqual([
    { workspace_id: 'ws_1', day_ms: dayMs, kind: 'limit_check', count: 5 },
    { workspace_id: 'ws_1', day_ms: dayMs, kind: 'verification', count: 7 },
    { workspace_id: 'ws_2', day_ms: 2 * dayMs, kind: 'verification', count: 1 },
  ]);
});

it('workspaces get slugs of the form that new ones get, each its own', async () => {
  await migrateUpTo('0017-request-log');
  const names = ['Acme Inc.', 'acme-inc', '  ', 'Übermut', 'Acme Inc 2', 'ACME, INC'];
  for (const [index, name] of names.entries()) {
    await sql`insert into workspaces (id, name, enabled, created_at_ms)
      values (${`ws_${index}`}, ${name}, true, 1)`.execute(store.db);
  }
  await migrate(store.db);
  const rows = await store.db.selectFrom('workspaces').select('slug').orderBy('id').execute();
  expect(rows.map(({ slug }) => slug)).toEqual([
    'acme-inc',
    'acme-inc-2',
    'workspace',
    'bermut',
    'acme-inc-2-2',
    'acme-inc-3',
  ]);
});
