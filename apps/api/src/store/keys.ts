import { sql } from 'kysely';
import { balanceAt } from './credits.js';
import type { Db, Tx } from './database.js';

interface NewKey {
  readonly workspaceId: string;
  readonly apiId: string;
  readonly id: string;
  readonly hash: string;
  readonly start: string;
  readonly prefix: string | null;
  readonly byteLength: number;
  readonly name: string | null;
  readonly identityId: string | null;
  /** JSON text. */
  readonly meta: string | null;
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly credits: StoredCredits;
  readonly nowMs: number;
}

export interface StoredCredits {
  readonly remaining: number | null;
  readonly refill: {
    readonly amount: number;
    readonly day: number | null;
    readonly dueAtMs: number;
  } | null;
}

/** A key as the management operations show it. */
export interface KeyDetails {
  readonly id: string;
  readonly apiId: string;
  readonly keySpaceId: string;
  readonly hash: string;
  readonly start: string;
  readonly name: string | null;
  readonly meta: Readonly<Record<string, unknown>> | null;
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly creditsRemaining: number | null;
  readonly refillAmount: number | null;
  readonly refillDay: number | null;
  readonly lastUsedAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number | null;
  /** Direct and through roles, each once, ascending. */
  readonly permissions: readonly string[];
  /** Names, ascending. */
  readonly roles: readonly string[];
  readonly identity: {
    readonly id: string;
    readonly externalId: string;
    readonly meta: Readonly<Record<string, unknown>>;
  } | null;
}

export async function insertKey(tx: Tx, key: NewKey): Promise<void> {
  await tx
    .insertInto('keys')
    .values({
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
      last_used_at_ms: null,
      created_at_ms: key.nowMs,
      updated_at_ms: null,
      deleted_at_ms: null,
    })
    .execute();
}

interface LockedKey {
  readonly hash: string;
  readonly name: string | null;
  readonly apiId: string;
  readonly keySpaceId: string;
}

interface KeySelector {
  readonly workspaceId: string;
  readonly by: { readonly id: string } | { readonly hash: string };
}

/** A key is live while neither it nor its API has been deleted. */
export async function findLiveKey(
  db: Db,
  { workspaceId, by }: KeySelector,
  nowMs: number,
): Promise<KeyDetails | undefined> {
  const row = await selectLiveKeys(db)
    .leftJoin('identities', (join) =>
      join
        .onRef('identities.workspace_id', '=', 'keys.workspace_id')
        .onRef('identities.id', '=', 'keys.identity_id')
        .on('identities.deleted_at_ms', 'is', null),
    )
    .select([
      'keys.name',
      'keys.start',
      'keys.meta',
      'keys.enabled',
      'keys.expires_at_ms',
      balanceAt(nowMs).as('balance'),
      'keys.refill_amount',
      'keys.refill_day',
      'keys.last_used_at_ms',
      'keys.created_at_ms',
      'keys.updated_at_ms',
      'identities.id as identity_id',
      'identities.external_id as identity_external_id',
      'identities.meta as identity_meta',
      keyPermissionSlugs.as('permissions'),
      keyRoleNames.as('roles'),
    ])
    .where('keys.workspace_id', '=', workspaceId)
    .where('id' in by ? 'keys.id' : 'keys.hash', '=', 'id' in by ? by.id : by.hash)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    apiId: row.api_id,
    keySpaceId: row.key_space_id,
    hash: row.hash,
    start: row.start,
    name: row.name,
    meta: row.meta,
    enabled: row.enabled,
    expiresAtMs: row.expires_at_ms,
    creditsRemaining: row.balance,
    refillAmount: row.refill_amount,
    refillDay: row.refill_day,
    lastUsedAtMs: row.last_used_at_ms,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    permissions: row.permissions,
    roles: row.roles,
    identity: toIdentity(row),
  };
}

function toIdentity(row: {
  identity_id: string | null;
  identity_external_id: string | null;
  identity_meta: Record<string, unknown> | null;
}): KeyDetails['identity'] {
  if (row.identity_id === null || row.identity_external_id === null) return null;
  return {
    id: row.identity_id,
    externalId: row.identity_external_id,
    meta: row.identity_meta ?? {},
  };
}

/** What a change needs to know; nobody else changes the key before the transaction ends. */
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

/** The hash stays taken, so the same key cannot be imported again by accident. */
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

/** Its links to roles and permissions go with it, by foreign key. */
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

function selectLiveKeys(db: Db) {
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

/** Slugs held directly or through a role, for a statement that selects from `keys`. */
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
