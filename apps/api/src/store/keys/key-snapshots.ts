import { sql } from 'kysely';
import { type KeySnapshot, SHOWN_META_BYTES_MAX } from '../../domain/verification/key-snapshot.js';
import { autoApplied, type ConfiguredLimit } from '../../domain/verification/select-limits.js';
import { parseIpRanges } from '../../lib/ip-ranges.js';
import type { Db } from '../database/database.js';
import { keyPermissionSlugs, keyRoleNames } from './keys.js';

interface SnapshotRow {
  readonly position: number;
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
  readonly meta: string | null;
  readonly credits_remaining: number | null;
  readonly pending_migration_id: string | null;
  readonly identity_id: string | null;
  readonly identity_external_id: string | null;
  /** `null` also if it is too large to show. */
  readonly identity_meta: string | null;
  readonly permissions: string[];
  readonly roles: string[];
  /** `null` when there are none. Limits of the key and of its identity. */
  readonly rate_limits: readonly LimitRow[] | null;
}

interface LimitRow {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly autoApply: boolean;
  readonly ofKey: boolean;
}

export interface KeyReference {
  readonly workspaceId: string;
  readonly hash: string;
}

/**
 * Everything about the keys with these hashes in their workspaces, in one statement. The i-th
 * answer belongs to the i-th reference.
 */
export async function loadKeySnapshots(
  db: Db,
  references: readonly KeyReference[],
): Promise<(KeySnapshot | undefined)[]> {
  const { rows } = await sql<SnapshotRow>`
    select reference.position::int as position, keys.id, keys.workspace_id, keys.api_id, apis.key_space_id,
      apis.deleted_at_ms is not null as api_deleted,
      workspaces.enabled as workspace_enabled,
      apis.ip_allow_list,
      keys.enabled, keys.expires_at_ms, keys.name, keys.meta::text as meta, keys.credits_remaining,
      keys.pending_migration_id,
      identities.id as identity_id,
      identities.external_id as identity_external_id,
      case when octet_length(identities.meta::text) <= ${SHOWN_META_BYTES_MAX}
        then identities.meta::text end as identity_meta,
      ${keyPermissionSlugs} as permissions,
      ${keyRoleNames} as roles,
      (
        select json_agg(json_build_object(
          'id', rate_limits.id,
          'name', rate_limits.name,
          'limit', rate_limits.limit_max,
          'windowMs', rate_limits.window_ms,
          'autoApply', rate_limits.auto_apply,
          'ofKey', rate_limits.key_id is not null
        ) order by rate_limits.name)
        from rate_limits
        where rate_limits.workspace_id = keys.workspace_id
          and (rate_limits.key_id = keys.id or rate_limits.identity_id = identities.id)
      ) as rate_limits
    from unnest(
      ${references.map((reference) => reference.workspaceId)}::text[],
      ${references.map((reference) => reference.hash)}::text[]
    ) with ordinality as reference (workspace_id, hash, position)
    join keys on keys.workspace_id = reference.workspace_id and keys.hash = reference.hash
    join apis on apis.workspace_id = keys.workspace_id and apis.id = keys.api_id
    join workspaces on workspaces.id = keys.workspace_id
    left join identities
      on identities.workspace_id = keys.workspace_id
      and identities.id = keys.identity_id
      and identities.deleted_at_ms is null
    where keys.deleted_at_ms is null`.execute(db);
  const byPosition = new Map(rows.map((row) => [row.position, toSnapshot(row)]));
  return references.map((_, index) => byPosition.get(index + 1));
}

/** Most keys have no permissions, so a million of them share one empty set. */
const NO_PERMISSIONS: ReadonlySet<string> = new Set();
const NO_LIMITS: ReadonlyMap<string, ConfiguredLimit> = new Map();

function toSnapshot(row: SnapshotRow): KeySnapshot {
  const { ofKey, ofIdentity } = toLimits(row);
  const limits = [...ofIdentity, ...ofKey];
  const rateLimits =
    limits.length === 0 ? NO_LIMITS : new Map(limits.map((limit) => [limit.name, limit]));
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
    permissionSet: row.permissions.length === 0 ? NO_PERMISSIONS : new Set(row.permissions),
    roles: row.roles,
    identity: toIdentity(row, ofIdentity),
    credits: row.credits_remaining === null ? null : { lastSeenBalance: row.credits_remaining },
    rateLimits,
    autoAppliedLimits: autoApplied(rateLimits.values()),
    pendingImport:
      row.pending_migration_id === null
        ? null
        : { migrationId: row.pending_migration_id, isAttempted: false },
  };
}

/** The limits of the identity are those that no limit of the key hides. */
function toLimits(row: SnapshotRow): { ofKey: ConfiguredLimit[]; ofIdentity: ConfiguredLimit[] } {
  const rows = row.rate_limits ?? [];
  const ofKey = rows.filter((limit) => limit.ofKey);
  const hidden = new Set(ofKey.map((limit) => limit.name));
  const ofIdentity = rows.filter((limit) => !limit.ofKey && !hidden.has(limit.name));
  const convert = (identifier: string) => (limit: LimitRow) => ({
    id: limit.id,
    name: limit.name,
    limit: limit.limit,
    windowMs: limit.windowMs,
    autoApply: limit.autoApply,
    identifier,
  });
  return {
    ofKey: ofKey.map(convert(row.id)),
    ofIdentity: ofIdentity.map(convert(row.identity_id ?? row.id)),
  };
}

function toIdentity(
  row: SnapshotRow,
  rateLimits: readonly ConfiguredLimit[],
): KeySnapshot['identity'] {
  if (row.identity_id === null || row.identity_external_id === null) return null;
  return {
    id: row.identity_id,
    externalId: row.identity_external_id,
    meta: row.identity_meta ?? '{}',
    rateLimits,
  };
}
