import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';
import type { RootKeyTable } from '../tables/root-key.js';

/** A root key as the database has it. A higher layer parses its grants. */
export interface StoredRootKey {
  readonly hash: string;
  readonly id: string;
  readonly workspaceId: string;
  readonly workspaceEnabled: boolean;
  /** `null`: unlimited. */
  readonly workspaceRequestsPerMinute: number | null;
  readonly strictRights: boolean;
  readonly name: string | null;
  readonly permissions: readonly string[];
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
}

interface NewRootKey {
  readonly workspaceId: string;
  readonly id: string;
  readonly hash: string;
  readonly start: string;
  /** Empty: it is not recorded. */
  readonly end: string;
  readonly name: string | null;
  readonly permissions: readonly string[];
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly nowMs: number;
}

export async function insertRootKey(tx: Tx, rootKey: NewRootKey): Promise<void> {
  await tx
    .insertInto('root_keys')
    .values({
      workspace_id: rootKey.workspaceId,
      id: rootKey.id,
      hash: rootKey.hash,
      start: rootKey.start,
      ending: rootKey.end,
      name: rootKey.name,
      permissions: [...rootKey.permissions],
      enabled: rootKey.enabled,
      expires_at_ms: rootKey.expiresAtMs,
      created_at_ms: rootKey.nowMs,
      updated_at_ms: null,
      deleted_at_ms: null,
    })
    .execute();
}

/** A root key as the management operations show it, without its hash. */
export interface RootKeyDetails {
  readonly id: string;
  readonly start: string;
  readonly end: string;
  readonly name: string | null;
  readonly permissions: readonly string[];
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly createdAtMs: number;
  /** `null`: never. */
  readonly lastUsedAtMs: number | null;
}

export async function findLiveRootKey(
  db: Db,
  { workspaceId, rootKeyId }: { workspaceId: string; rootKeyId: string },
): Promise<RootKeyDetails | undefined> {
  const row = await selectLiveRootKeys(db, workspaceId)
    .where('id', '=', rootKeyId)
    .executeTakeFirst();
  return row === undefined ? undefined : toDetails(row);
}

export interface LockedRootKey extends RootKeyDetails {
  readonly hash: string;
}

/**
 * Those that are live, by id. No other transaction changes them before this one ends. They are
 * locked in the order of their ids, so that two calls that lock the same ones cannot deadlock.
 */
export async function lockLiveRootKeys(
  tx: Tx,
  { workspaceId, ids }: { workspaceId: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, LockedRootKey>> {
  const rows = await selectLiveRootKeys(tx, workspaceId)
    .select('hash')
    .where(({ eb, val, fn }) => eb('id', '=', fn.any(val([...ids]))))
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, { ...toDetails(row), hash: row.hash }]));
}

/** What can change of a root key. The caller has locked the row by `lockLiveRootKeys`. */
export async function updateRootKey(
  tx: Tx,
  rootKey: {
    readonly workspaceId: string;
    readonly id: string;
    readonly name: string | null;
    readonly permissions: readonly string[];
    readonly enabled: boolean;
    readonly expiresAtMs: number | null;
    readonly nowMs: number;
  },
): Promise<void> {
  await tx
    .updateTable('root_keys')
    .set({
      name: rootKey.name,
      permissions: [...rootKey.permissions],
      enabled: rootKey.enabled,
      expires_at_ms: rootKey.expiresAtMs,
      updated_at_ms: rootKey.nowMs,
    })
    .where('workspace_id', '=', rootKey.workspaceId)
    .where('id', '=', rootKey.id)
    .execute();
}

/** The hash stays taken, and the row still names the actor of old audit events. */
export async function markRootKeyDeleted(
  tx: Tx,
  rootKey: { workspaceId: string; id: string; nowMs: number },
): Promise<void> {
  await tx
    .updateTable('root_keys')
    .set({ deleted_at_ms: rootKey.nowMs, updated_at_ms: rootKey.nowMs })
    .where('workspace_id', '=', rootKey.workspaceId)
    .where('id', '=', rootKey.id)
    .execute();
}

/** What `toDetails` reads. */
export function selectLiveRootKeys(db: Db, workspaceId: string) {
  return db
    .selectFrom('root_keys')
    .select(['id', 'start', 'ending', 'name', 'permissions', 'enabled', 'expires_at_ms'])
    .select((eb) => [
      'created_at_ms',
      eb
        .selectFrom('root_key_last_used as used')
        .select('last_used_at_ms')
        .whereRef('used.workspace_id', '=', 'root_keys.workspace_id')
        .whereRef('used.root_key_id', '=', 'root_keys.id')
        .as('last_used_at_ms'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at_ms', 'is', null);
}

export function toDetails(
  row: Omit<
    Selectable<RootKeyTable>,
    'workspace_id' | 'hash' | 'updated_at_ms' | 'deleted_at_ms'
  > & { last_used_at_ms: number | null },
): RootKeyDetails {
  return {
    id: row.id,
    start: row.start,
    end: row.ending,
    name: row.name,
    permissions: row.permissions,
    enabled: row.enabled,
    expiresAtMs: row.expires_at_ms,
    createdAtMs: row.created_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
  };
}

/** Not scoped to a workspace: the workspace follows from the hash of the secret. */
export async function findRootKeysByHash(
  db: Db,
  hashes: readonly string[],
): Promise<StoredRootKey[]> {
  const rows = await db
    .selectFrom('root_keys')
    .innerJoin('workspaces', 'workspaces.id', 'root_keys.workspace_id')
    .select([
      'root_keys.hash',
      'root_keys.id',
      'root_keys.workspace_id',
      'workspaces.enabled as workspace_enabled',
      'workspaces.api_requests_per_minute',
      'workspaces.strict_rights',
      'root_keys.name',
      'root_keys.permissions',
      'root_keys.enabled',
      'root_keys.expires_at_ms',
    ])
    .where(({ eb, val, fn }) => eb('root_keys.hash', '=', fn.any(val([...hashes]))))
    .where('root_keys.deleted_at_ms', 'is', null)
    .where('workspaces.deleted_at_ms', 'is', null)
    .execute();
  return rows.map((row) => ({
    hash: row.hash,
    id: row.id,
    workspaceId: row.workspace_id,
    workspaceEnabled: row.workspace_enabled,
    workspaceRequestsPerMinute: row.api_requests_per_minute,
    strictRights: row.strict_rights,
    name: row.name,
    permissions: row.permissions,
    enabled: row.enabled,
    expiresAtMs: row.expires_at_ms,
  }));
}

/** The last time at which a request came with a root key. */
export interface RootKeyUse {
  readonly workspaceId: string;
  readonly rootKeyId: string;
  readonly lastUsedAtMs: number;
}

/**
 * Keeps the latest use of each. Rows that several processes write are locked in one order, so they
 * do not deadlock. A root key that is gone by now is left out.
 */
export async function storeRootKeyUses(db: Db, uses: readonly RootKeyUse[]): Promise<void> {
  await sql`
    insert into root_key_last_used as known (workspace_id, root_key_id, last_used_at_ms)
    select used.workspace_id, used.root_key_id, max(used.last_used_at_ms)
    from unnest(
      ${uses.map(({ workspaceId }) => workspaceId)}::text[],
      ${uses.map(({ rootKeyId }) => rootKeyId)}::text[],
      ${uses.map(({ lastUsedAtMs }) => lastUsedAtMs)}::bigint[]
    ) as used (workspace_id, root_key_id, last_used_at_ms)
    where exists (
      select from root_keys
      where root_keys.workspace_id = used.workspace_id and root_keys.id = used.root_key_id
    )
    group by 1, 2
    order by 1, 2
    on conflict (workspace_id, root_key_id) do update
    set last_used_at_ms = excluded.last_used_at_ms
    where known.last_used_at_ms < excluded.last_used_at_ms`.execute(db);
}
