import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import { newId } from '../../lib/ids.js';
import { insertRows } from './insert-rows.js';
import { inTransaction } from './transaction.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

function permissionRows(workspaceId: string, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    workspace_id: workspaceId,
    id: newId('perm', NOW_MS),
    name: `permission ${index}`,
    slug: `slug.${index}`,
    slug_fold: `slug.${index}`,
    description: index % 2 === 0 ? null : `'quoted' "twice" \\ ${index}`,
    created_at_ms: NOW_MS + index,
    updated_at_ms: null,
  }));
}

function readPermissions(workspaceId: string) {
  return store.db
    .selectFrom('permissions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at_ms')
    .execute();
}

describe('insertRows', () => {
  it.each([0, 1, 1000, 1001])('inserts %i rows exactly as they are', async (count) => {
    const { workspaceId } = await store.newApi();
    const rows = permissionRows(workspaceId, count);
    await inTransaction(store.db, (tx) => insertRows(tx, 'permissions', rows));
    expect(await readPermissions(workspaceId)).toEqual(rows);
  });

  it('prepares one statement, however many rows there are', async () => {
    const { workspaceId } = await store.newApi();
    const db = store.open({ poolMax: 1 });
    const rows = permissionRows(workspaceId, 30);
    for (const [start, end] of [
      [0, 1],
      [1, 10],
      [10, 30],
    ] as const) {
      await inTransaction(db, (tx) => insertRows(tx, 'permissions', rows.slice(start, end)));
    }
    const { rows: statements } = await sql`
      select name from pg_prepared_statements where statement like '%insert into%'`.execute(db);
    expect(statements).toHaveLength(1);
  });

  it('inserts all rows or none', async () => {
    const { workspaceId } = await store.newApi();
    const rows = permissionRows(workspaceId, 3);
    const twice = [...rows, ...permissionRows(workspaceId, 1)];
    const failing = inTransaction(store.db, (tx) => insertRows(tx, 'permissions', twice));
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await readPermissions(workspaceId)).toEqual([]);
  });

  it('handles conflicts as the caller asks', async () => {
    const { workspaceId } = await store.newApi();
    const rows = permissionRows(workspaceId, 3);
    const again = permissionRows(workspaceId, 4);
    await inTransaction(store.db, async (tx) => {
      await insertRows(tx, 'permissions', rows);
      await insertRows(tx, 'permissions', again, sql`on conflict do nothing`);
    });
    expect(await readPermissions(workspaceId)).toEqual([...rows, again[3]]);
  });

  it('keeps JSON columns as they are, with the order of their names', async () => {
    const { workspaceId } = await store.newApi();
    const targets = [{ type: 'key', id: 'key_1', meta: { b: [1, null, 'ü"\\'], a: {} } }];
    const row = {
      workspace_id: workspaceId,
      id: newId('log', NOW_MS),
      time_ms: NOW_MS,
      event: 'key.create',
      description: '',
      actor_type: 'system',
      actor_id: 'test',
      actor_name: null,
      remote_ip: null,
      user_agent: null,
      targets,
      correlation_id: null,
      request_id: null,
    };
    await inTransaction(store.db, (tx) => insertRows(tx, 'audit_events', [row]));
    const stored = await store.db
      .selectFrom('audit_events')
      .select('targets')
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(stored.targets)).toBe(JSON.stringify(targets));
  });
});
