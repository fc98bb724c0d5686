import { Problem } from '../domain/problems.js';
import type { Tx } from '../store/database.js';
import {
  connectPermissionsToKey,
  ensurePermissions,
  type Permission,
} from '../store/permissions.js';
import { connectRolesToKey, findRolesByName } from '../store/roles.js';
import type { ChangeRecord } from './commit-change.js';

interface NewKeyLinks {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly name: string | null;
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  readonly nowMs: number;
}

/** Gives a new key its permissions, made where missing, and its roles, which must exist. */
export async function connectNewKey(
  tx: Tx,
  record: ChangeRecord,
  links: NewKeyLinks,
): Promise<void> {
  await connectPermissions(tx, record, links);
  await connectRoles(tx, record, links);
}

async function connectPermissions(tx: Tx, record: ChangeRecord, links: NewKeyLinks): Promise<void> {
  const { workspaceId, keyId, nowMs } = links;
  const ensured = await ensurePermissions(tx, { workspaceId, slugs: links.permissions, nowMs });
  const conflict = ensured.conflicts[0];
  if (conflict !== undefined) throw permissionExists(conflict);
  for (const permission of ensured.created) recordCreatedPermission(record, permission);
  const permissionIds = ensured.permissions.map((permission) => permission.id);
  await connectPermissionsToKey(tx, { workspaceId, keyId, permissionIds });
  for (const { id, slug } of ensured.permissions) {
    record.audit({
      event: 'authorization.connect_permission_and_key',
      description: `Added permission ${slug} to key ${keyId}`,
      targets: [keyTarget(links), { type: 'permission', id, name: slug }],
    });
  }
}

async function connectRoles(tx: Tx, record: ChangeRecord, links: NewKeyLinks): Promise<void> {
  const { workspaceId, keyId } = links;
  const roles = await findRolesByName(tx, { workspaceId, names: links.roles });
  const found = new Map(roles.map((role) => [role.name, role]));
  const missing = links.roles.find((name) => !found.has(name));
  if (missing !== undefined) {
    throw new Problem('unkey/data/role_not_found', `Role '${missing}' does not exist.`);
  }
  await connectRolesToKey(tx, { workspaceId, keyId, roleIds: roles.map((role) => role.id) });
  for (const { id, name } of roles) {
    record.audit({
      event: 'authorization.connect_role_and_key',
      description: `Connected role ${name} to key ${keyId}`,
      targets: [keyTarget(links), { type: 'role', id, name }],
    });
  }
}

function keyTarget({ keyId, name }: NewKeyLinks) {
  return { type: 'key' as const, id: keyId, ...(name === null ? {} : { name }) };
}

function recordCreatedPermission(record: ChangeRecord, { id, name, slug }: Permission): void {
  record.audit({
    event: 'permission.create',
    description: `Created ${slug} (${id})`,
    targets: [{ type: 'permission', id, name, meta: { name, slug } }],
  });
}

function permissionExists(conflict: { requested: string; existing: string }): Problem {
  return new Problem(
    'unkey/data/permission_already_exists',
    `Permission '${conflict.requested}' cannot be created: '${conflict.existing}' exists and differs only in case.`,
  );
}
