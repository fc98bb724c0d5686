import type { Updateable } from 'kysely';
import type { QuotaKind } from '../src/domain/quotas.js';
import { sha256Base64 } from '../src/lib/crypto/sha256.js';
import { newId } from '../src/lib/ids.js';
import type { RpcDeps } from '../src/rpc/rpc.js';
import { type Change, notifyChanges } from '../src/store/changes/changes.js';
import type { Schema, Tx } from '../src/store/database/database.js';
import { inTransaction } from '../src/store/database/transaction.js';
import type { BillableKind } from '../src/store/events/billable.js';

/**
 * States that no operation produces yet. They are written to the tables, and the caches are
 * notified as by an operation.
 */
async function changeRows(
  deps: RpcDeps,
  change: Change,
  work: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await work(tx);
    await notifyChanges(tx, [change]);
  });
  deps.caches.apply(change);
}

export async function updateApi(deps: RpcDeps, id: string, set: Updateable<Schema['apis']>) {
  await changeRows(deps, { kind: 'api', id }, (tx) =>
    tx.updateTable('apis').set(set).where('id', '=', id).execute(),
  );
}

export async function deleteApi(deps: RpcDeps, id: string) {
  await updateApi(deps, id, { deleted_at_ms: deps.clock.nowMs() });
}

export async function updateIdentity(
  deps: RpcDeps,
  id: string,
  set: Updateable<Schema['identities']>,
) {
  await changeRows(deps, { kind: 'identity', id }, (tx) =>
    tx.updateTable('identities').set(set).where('id', '=', id).execute(),
  );
}

export async function updateRootKey(
  deps: RpcDeps,
  rootKey: string,
  set: Updateable<Schema['root_keys']>,
) {
  const hash = sha256Base64(rootKey);
  await changeRows(deps, { kind: 'rootKey', hash }, (tx) =>
    tx.updateTable('root_keys').set(set).where('hash', '=', hash).execute(),
  );
}

export async function setWorkspaceLimit(
  deps: RpcDeps,
  { id, requestsPerMinute }: { id: string; requestsPerMinute: number | null },
) {
  const set = { api_requests_per_minute: requestsPerMinute };
  await changeRows(deps, { kind: 'workspace', id }, (tx) =>
    tx.updateTable('workspaces').set(set).where('id', '=', id).execute(),
  );
}

export async function disableWorkspace(deps: RpcDeps, id: string) {
  await changeRows(deps, { kind: 'workspace', id }, (tx) =>
    tx.updateTable('workspaces').set({ enabled: false }).where('id', '=', id).execute(),
  );
}

/** Makes `key`, whose text the caller chooses, out of a key that exists. */
export async function replaceKeyText(deps: RpcDeps, keyId: string, key: string) {
  const hash = sha256Base64(key);
  const { workspace_id: workspaceId } = await deps.db
    .selectFrom('keys')
    .select('workspace_id')
    .where('id', '=', keyId)
    .executeTakeFirstOrThrow();
  await changeRows(deps, { kind: 'key', workspaceId, hash }, (tx) =>
    tx.updateTable('keys').set({ hash }).where('id', '=', keyId).execute(),
  );
}

/** A role with permissions of its own; `slugs` must not exist yet. */
export async function seedRole(
  deps: RpcDeps,
  role: { workspaceId: string; name: string; slugs?: readonly string[] },
) {
  const nowMs = deps.clock.nowMs();
  const shared = { workspace_id: role.workspaceId, created_at_ms: nowMs };
  const roleId = newId('role', nowMs);
  const { name } = role;
  await changeRows(deps, { kind: 'workspace', id: role.workspaceId }, async (tx) => {
    const row = { ...shared, id: roleId, name, name_fold: name.toLowerCase() };
    await tx
      .insertInto('roles')
      .values({ ...row, ...NEVER_CHANGED })
      .execute();
    for (const slug of role.slugs ?? []) {
      const id = newId('perm', nowMs);
      const permission = { ...shared, id, name: slug, slug, slug_fold: slug.toLowerCase() };
      await tx
        .insertInto('permissions')
        .values({ ...permission, ...NEVER_CHANGED })
        .execute();
      const link = { workspace_id: role.workspaceId, role_id: roleId, permission_id: id };
      await tx.insertInto('role_permissions').values(link).execute();
    }
  });
  return roleId;
}

const NEVER_CHANGED = { description: null, updated_at_ms: null };

/** The audit log of a workspace, in the order of writing. */
export async function readAuditTrail(deps: RpcDeps, workspaceId: string) {
  return deps.db
    .selectFrom('audit_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute();
}

/** How many rows of a workspace there are in each table that a new key can touch. */
export async function countRows(deps: RpcDeps, workspaceId: string) {
  const tables = ['keys', 'identities', 'permissions', 'roles', 'audit_events'] as const;
  const counts = tables.map(async (table) => {
    const { count } = await deps.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow();
    return [table, count] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

/** The quota of one workspace, as an operator sets it. `null`: unlimited. */
export async function setQuota(
  deps: RpcDeps,
  quota: { workspaceId: string; kind: QuotaKind; max: number | null },
) {
  await deps.db
    .insertInto('workspace_quotas')
    .values({ workspace_id: quota.workspaceId, kind: quota.kind, max_count: quota.max })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'kind']).doUpdateSet({ max_count: quota.max }),
    )
    .execute();
}

/** Adds to the sum of a UTC day, as written events do. */
export async function addBillableDay(
  deps: RpcDeps,
  day: { workspaceId: string; kind: BillableKind; dayMs: number; count: number },
) {
  const { workspaceId, kind, dayMs, count } = day;
  const row = { workspace_id: workspaceId, kind, day_ms: dayMs, slot: 0, count };
  await deps.db.insertInto('billable_per_day').values(row).execute();
}
