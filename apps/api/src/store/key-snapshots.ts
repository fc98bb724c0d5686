import { sql } from 'kysely';
import type { KeySnapshot } from '../domain/verification/key-snapshot.js';
import { parseIpRanges } from '../lib/ip-ranges.js';
import type { Db } from './database.js';
import { keyPermissionSlugs, keyRoleNames } from './keys.js';

interface SnapshotRow {
  readonly hash: string;
  readonly id: string;
  readonly workspace_id: string;
  readonly api_id: string;
  readonly key_space_id: string;
  readonly api_deleted: boolean;
  readonly workspace_enabled: boolean;
  readonly ip_allow_list: string[];
  readonly enabled: boolean;
  readonly expires_at_ms: number | null;
  readonly name: string | null;
  readonly meta: Record<string, unknown> | null;
  readonly credits_remaining: number | null;
  readonly identity_id: string | null;
  readonly identity_external_id: string | null;
  readonly identity_meta: Record<string, unknown> | null;
  readonly permissions: string[];
  readonly roles: string[];
}

/**
 * Everything about the keys with these hashes, in one statement; hashes without a key are missing
 * in the result. Not scoped to a workspace: the caller compares, and a key of another workspace is
 * worth caching too, because it is asked for by the same flood as an unknown one.
 */
export async function loadKeySnapshots(
  db: Db,
  hashes: readonly string[],
): Promise<Map<string, KeySnapshot>> {
  const { rows } = await sql<SnapshotRow>`
    select keys.hash, keys.id, keys.workspace_id, keys.api_id, apis.key_space_id,
      apis.deleted_at_ms is not null as api_deleted,
      workspaces.enabled as workspace_enabled,
      apis.ip_allow_list,
      keys.enabled, keys.expires_at_ms, keys.name, keys.meta, keys.credits_remaining,
      identities.id as identity_id,
      identities.external_id as identity_external_id,
      identities.meta as identity_meta,
      ${keyPermissionSlugs} as permissions,
      ${keyRoleNames} as roles
    from keys
    join apis on apis.workspace_id = keys.workspace_id and apis.id = keys.api_id
    join workspaces on workspaces.id = keys.workspace_id
    left join identities
      on identities.workspace_id = keys.workspace_id
      and identities.id = keys.identity_id
      and identities.deleted_at_ms is null
    where keys.hash = any(${hashes}) and keys.deleted_at_ms is null`.execute(db);
  return new Map(rows.map((row) => [row.hash, toSnapshot(row)]));
}

function toSnapshot(row: SnapshotRow): KeySnapshot {
  return {
    keyId: row.id,
    workspaceId: row.workspace_id,
    apiId: row.api_id,
    keySpaceId: row.key_space_id,
    apiDeleted: row.api_deleted,
    workspaceEnabled: row.workspace_enabled,
    allowedIps: row.ip_allow_list.length === 0 ? undefined : parseIpRanges(row.ip_allow_list),
    enabled: row.enabled,
    expiresAtMs: row.expires_at_ms,
    name: row.name,
    meta: row.meta,
    permissions: row.permissions,
    permissionSet: new Set(row.permissions),
    roles: row.roles,
    identity: toIdentity(row),
    credits: row.credits_remaining === null ? null : { lastSeenBalance: row.credits_remaining },
  };
}

function toIdentity(row: SnapshotRow): KeySnapshot['identity'] {
  if (row.identity_id === null || row.identity_external_id === null) return null;
  return {
    id: row.identity_id,
    externalId: row.identity_external_id,
    meta: row.identity_meta ?? {},
  };
}
