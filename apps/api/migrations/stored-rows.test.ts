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
