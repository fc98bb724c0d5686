import { sql } from 'kysely';
import type { CreditState } from '../../domain/credits/credit-state.js';
import { sortInTurns } from '../../lib/in-turns.js';
import type { Db, Tx } from '../database/database.js';
import { columnsOf, slicesOf } from '../database/insert-rows.js';

interface NewKey {
  readonly workspaceId: string;
  readonly apiId: string;
  readonly id: string;
  readonly hash: string;
  readonly start: string;
  readonly prefix: string | null;
  readonly byteLength: number | null;
  readonly name: string | null;
  readonly identityId: string | null;
  /** JSON text. */
  readonly meta: string | null;
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly credits: CreditState;
  readonly nowMs: number;
}

export async function insertKey(tx: Tx, key: NewKey): Promise<void> {
  await tx.insertInto('keys').values(toRow(key)).execute();
}

/** A key that another system has issued. Only its hash is known, not what it looks like. */
type ImportedKey = Omit<NewKey, 'start' | 'prefix' | 'byteLength'> & {
  readonly migrationId: string;
};

/**
 * Inserts those whose hash no key of the workspace has, not even a deleted one, and returns their
 * ids. Every call inserts in one order, so calls with overlapping lists wait for each
 * other instead of deadlocking.
 */
export async function insertImportedKeys(
  tx: Tx,
  keys: readonly ImportedKey[],
): Promise<ReadonlySet<string>> {
  const sorted = await sortInTurns(keys, ({ hash }) => hash);
  const ids = new Set<string>();
  for (const slice of slicesOf(sorted)) {
    const rows = slice.map(toImportedRow);
    const columns = columnsOf(rows);
    const { rows: inserted } = await sql<{ id: string }>`
      insert into keys (${columns})
      select ${columns} from json_populate_recordset(null::keys, ${JSON.stringify(rows)}::json)
      on conflict (workspace_id, hash) do nothing
      returning id`.execute(tx);
    for (const { id } of inserted) ids.add(id);
  }
  return ids;
}

function toImportedRow(key: ImportedKey) {
  return {
    ...toRow({ ...key, start: '', prefix: null, byteLength: null }),
    // Within a JSON document, a JSON value is not a text.
    meta: key.meta === null ? null : JSON.parse(key.meta),
    pending_migration_id: key.migrationId,
  };
}

export async function findTakenHashes(
  tx: Tx,
  { workspaceId, hashes }: { workspaceId: string; hashes: readonly string[] },
): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  for (const slice of slicesOf(hashes)) {
    const rows = await tx
      .selectFrom('keys')
      .select('hash')
      .where('workspace_id', '=', workspaceId)
      .where(({ eb, val, fn }) => eb('hash', '=', fn.any(val([...slice]))))
      .execute();
    for (const { hash } of rows) taken.add(hash);
  }
  return taken;
}

function toRow(key: NewKey) {
  return {
    workspace_id: key.workspaceId,
    id: key.id,
    api_id: key.apiId,
    hash: key.hash,
    start: key.start,
    prefix: key.prefix,
    byte_length: key.byteLength,
    name: key.name,
    identity_id: key.identityId,
    meta: key.meta,
    enabled: key.enabled,
    expires_at_ms: key.expiresAtMs,
    credits_remaining: key.credits.remaining,
    refill_amount: key.credits.refill?.amount ?? null,
    refill_day: key.credits.refill?.day ?? null,
    refill_due_at_ms: key.credits.refill?.dueAtMs ?? null,
    pending_migration_id: null,
    created_at_ms: key.nowMs,
    updated_at_ms: null,
    deleted_at_ms: null,
  };
}

interface LockedKey {
  readonly hash: string;
  readonly name: string | null;
  readonly apiId: string;
  readonly keySpaceId: string;
}

/** What a change needs to know. No other transaction changes the key before this one ends. */
export async function lockLiveKey(
  tx: Tx,
  key: { workspaceId: string; keyId: string },
): Promise<LockedKey | undefined> {
  const row = await selectLiveKeys(tx)
    .select(['keys.name'])
    .where('keys.workspace_id', '=', key.workspaceId)
    .where('keys.id', '=', key.keyId)
    .forUpdate('keys')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { hash: row.hash, name: row.name, apiId: row.api_id, keySpaceId: row.key_space_id };
}

/** For a change of something that belongs to the key but is stored elsewhere, such as its roles. */
export async function touchKey(
  tx: Tx,
  key: { workspaceId: string; keyId: string; nowMs: number },
): Promise<void> {
  await tx
    .updateTable('keys')
    .set({ updated_at_ms: key.nowMs })
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.keyId)
    .execute();
}

/** The hash stays taken, so that the same key is not imported again by accident. */
export async function markKeyDeleted(
  tx: Tx,
  key: { workspaceId: string; keyId: string; nowMs: number },
): Promise<void> {
  await tx
    .updateTable('keys')
    .set({ deleted_at_ms: key.nowMs, updated_at_ms: key.nowMs })
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.keyId)
    .execute();
}

/** Foreign keys delete its links to roles and permissions with it. */
export async function removeKey(
  tx: Tx,
  key: { workspaceId: string; keyId: string },
): Promise<void> {
  await tx
    .deleteFrom('keys')
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.keyId)
    .execute();
}

/** A key is live while neither it nor its API has been deleted. */
export function selectLiveKeys(db: Db) {
  return db
    .selectFrom('keys')
    .innerJoin('apis', (join) =>
      join
        .onRef('apis.workspace_id', '=', 'keys.workspace_id')
        .onRef('apis.id', '=', 'keys.api_id'),
    )
    .select(['keys.id', 'keys.api_id', 'keys.hash', 'apis.key_space_id'])
    .where('keys.deleted_at_ms', 'is', null)
    .where('apis.deleted_at_ms', 'is', null);
}

/** Slugs that the key has directly or through a role, for a statement that selects from `keys`. */
export const keyPermissionSlugs = sql<string[]>`array(
  select permissions.slug
  from permissions
  where permissions.workspace_id = keys.workspace_id
    and permissions.id in (
      select key_permissions.permission_id
      from key_permissions
      where key_permissions.workspace_id = keys.workspace_id
        and key_permissions.key_id = keys.id
      union
      select role_permissions.permission_id
      from key_roles
      join role_permissions
        on role_permissions.workspace_id = key_roles.workspace_id
        and role_permissions.role_id = key_roles.role_id
      where key_roles.workspace_id = keys.workspace_id
        and key_roles.key_id = keys.id
    )
  order by permissions.slug
)`;

export const keyRoleNames = sql<string[]>`array(
  select roles.name
  from key_roles
  join roles
    on roles.workspace_id = key_roles.workspace_id
    and roles.id = key_roles.role_id
  where key_roles.workspace_id = keys.workspace_id
    and key_roles.key_id = keys.id
  order by roles.name collate "C"
)`;
