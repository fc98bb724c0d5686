import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiIds, NOW_MS, type Store, startStore } from '../../test/store.js';
import type { Tx } from './database/database.js';
import { inTransaction } from './database/transaction.js';
import { ensureIdentity } from './identities/identities.js';
import { connectPermissionsToKey } from './permissions/permission-links.js';
import { insertPermissionsBySlug } from './permissions/permissions.js';
import { connectRolesToKey } from './permissions/role-links.js';

let store: Store;
let ours: ApiIds;
let theirs: ApiIds;
beforeAll(async () => {
  store = await startStore();
  ours = await store.newApi();
  theirs = await store.newApi();
});
afterAll(() => store.stop());

async function newPermission(tx: Tx, { workspaceId }: ApiIds): Promise<string> {
  const wanted = { workspaceId, slugs: ['docs.read'], nowMs: NOW_MS };
  const [permission] = await insertPermissionsBySlug(tx, wanted);
  return permission?.id ?? '';
}

async function newRole(tx: Tx, { workspaceId }: ApiIds): Promise<string> {
  await sql`
    insert into roles (workspace_id, id, name, name_fold, created_at_ms)
    values (${workspaceId}, 'role_1', 'Admin', 'admin', ${NOW_MS})
    on conflict do nothing`.execute(tx);
  return 'role_1';
}

describe('the schema', () => {
  it('carries the workspace in every reference to what belongs to a tenant', async () => {
    const { rows } = await sql<{ reference: string }>`
      select conrelid::regclass || ' to ' || confrelid::regclass as reference
      from pg_constraint
      where contype = 'f'
      -- People belong to the installation, and so do the keys of their secrets.
      and confrelid not in (
        'quota_defaults'::regclass, 'users'::regclass, 'installation_keys'::regclass
      )
      and not exists (
        select from pg_attribute
        where attrelid = conrelid and attnum = any(conkey) and attname = 'workspace_id'
      )`.execute(store.db);
    expect(rows).toEqual([]);
  });

  it('has a workspace in every table, except tables that belong to no tenant', async () => {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class
      where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not exists (
        select from pg_attribute
        where attrelid = pg_class.oid and attname = 'workspace_id' and attnotnull
      )
      order by relname`.execute(store.db);
    const names = rows.map(({ name }) => name);
    expect(names).toEqual([
      // An engine, its days and a batch have events of many tenants.
      'analytics_engines',
      'analytics_spans',
      'event_batches',
      'event_outbox',
      // One person may be a member of many.
      'installation_keys',
      'installation_secrets',
      'login_attempts',
      'quota_defaults',
      'unlatch_migrations',
      'used_challenges',
      'user_passkeys',
      'user_recovery_codes',
      'user_sessions',
      'user_totps',
      'users',
      'workspaces',
    ]);
  });

  it.each<[string, (tx: Tx) => Promise<unknown>]>([
    ['key to an API', () => store.newKey({ ...ours, apiId: theirs.apiId })],
    [
      'key to an identity',
      async (tx) => {
        const identity = { workspaceId: theirs.workspaceId, externalId: 'user', nowMs: NOW_MS };
        const { id } = await ensureIdentity(tx, identity);
        const { workspaceId, keyId } = await store.newKey(ours);
        await sql`
          update keys set identity_id = ${id}
          where workspace_id = ${workspaceId} and id = ${keyId}`.execute(tx);
      },
    ],
    [
      'key to a permission',
      async (tx) => {
        const permissionIds = [await newPermission(tx, theirs)];
        await connectPermissionsToKey(tx, { ...(await store.newKey(ours)), permissionIds });
      },
    ],
    [
      'permission to a key',
      async (tx) => {
        const permissionIds = [await newPermission(tx, ours)];
        const { keyId } = await store.newKey(theirs);
        await connectPermissionsToKey(tx, { ...ours, keyId, permissionIds });
      },
    ],
    [
      'key to a role',
      async (tx) => {
        const roleIds = [await newRole(tx, theirs)];
        await connectRolesToKey(tx, { ...(await store.newKey(ours)), roleIds });
      },
    ],
    [
      'role to a permission',
      async (tx) => {
        const roleId = await newRole(tx, ours);
        const permissionId = await newPermission(tx, theirs);
        await sql`
          insert into role_permissions values (${ours.workspaceId}, ${roleId}, ${permissionId})`.execute(
          tx,
        );
      },
    ],
  ])('refuses to link a %s of another workspace', async (_, link) => {
    await expect(inTransaction(store.db, link)).rejects.toMatchObject({ code: '23503' });
  });
});
