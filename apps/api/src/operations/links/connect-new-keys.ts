import type { AuditEvent } from '../../domain/audit/audit-event.js';
import { permissionAddedToNewKey, roleAddedToNewKey } from '../../domain/audit/links.js';
import { missingPermissionCreated } from '../../domain/audit/permissions.js';
import { roleNotFound } from '../../domain/not-found.js';
import { eachInTurns } from '../../lib/in-turns.js';
import type { Tx } from '../../store/database/database.js';
import { connectPermissionsToKeys } from '../../store/permissions/permission-links.js';
import type { Permission } from '../../store/permissions/permissions.js';
import { connectRolesToKeys } from '../../store/permissions/role-links.js';
import { lockRolesByNameShared, type Role } from '../../store/permissions/roles.js';
import type { ChangeRecord } from '../change/commit-change.js';
import { ensureExactPermissions } from './ensure-permissions.js';
import { ensureRoles } from './ensure-roles.js';

interface NewKey {
  readonly keyId: string;
  readonly name: string | null;
  /** Each permission once, as with the roles. */
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
}

interface Context {
  readonly workspaceId: string;
  readonly nowMs: number;
  /** Called before something is created. Each throws if the caller may not create it. */
  readonly admission?:
    | { readonly createPermission: () => void; readonly createRole: () => void }
    | undefined;
}

/** Gives a new key its roles, which must exist, and its permissions, created where missing. */
export async function connectNewKey(
  tx: Tx,
  record: ChangeRecord,
  key: NewKey & Context,
): Promise<void> {
  const permissions = await connectPermissions(tx, record, [key], key);
  const roles = await findRoles(tx, key);
  await connectRoles(tx, [key], key, roles);
  for (const event of connections(key, permissions, roles)) record.audit(event);
}

/**
 * The same for many keys at once. Missing roles are created too. The returned function gives the
 * audit events of one of the keys.
 */
export async function connectImportedKeys(
  tx: Tx,
  record: ChangeRecord,
  keys: readonly NewKey[],
  context: Context,
): Promise<(key: NewKey) => AuditEvent[]> {
  const permissions = await connectPermissions(tx, record, keys, context);
  const names = await distinctIn(keys, 'roles');
  const roles = byName(
    await ensureRoles(tx, record, {
      ...context,
      names,
      beforeCreation: context.admission?.createRole,
    }),
  );
  await connectRoles(tx, keys, context, roles);
  return (key) => connections(key, permissions, roles);
}

async function connectPermissions(
  tx: Tx,
  record: ChangeRecord,
  keys: readonly NewKey[],
  { workspaceId, nowMs, admission }: Context,
): Promise<ReadonlyMap<string, Permission>> {
  const slugs = await distinctIn(keys, 'permissions');
  const ensured = await ensureExactPermissions(tx, {
    workspaceId,
    slugs,
    nowMs,
    beforeCreation: admission?.createPermission,
  });
  for (const permission of ensured.created) record.audit(missingPermissionCreated(permission));
  const bySlug = new Map<string, Permission>();
  await eachInTurns(ensured.permissions, (permission) => bySlug.set(permission.slug, permission));
  await connectPermissionsToKeys(
    tx,
    each(keys, ({ keyId, permissions }) => {
      return { workspaceId, keyId, permissionIds: pick(bySlug, permissions).map(({ id }) => id) };
    }),
  );
  return bySlug;
}

/** The permissions or roles of all keys, each once. */
async function distinctIn(keys: readonly NewKey[], of: 'permissions' | 'roles'): Promise<string[]> {
  const distinct = new Set<string>();
  await eachInTurns(keys, (key) => {
    for (const name of key[of]) distinct.add(name);
  });
  return [...distinct];
}

/** Made one by one, as they are asked for: the links of all keys at once would take long. */
function* each<T, U>(items: Iterable<T>, make: (item: T) => U): Generator<U> {
  for (const item of items) yield make(item);
}

async function findRoles(
  tx: Tx,
  { workspaceId, roles }: NewKey & Context,
): Promise<ReadonlyMap<string, Role>> {
  const found = byName(await lockRolesByNameShared(tx, { workspaceId, names: roles }));
  const missing = roles.find((name) => !found.has(name));
  if (missing !== undefined) throw roleNotFound(missing);
  return found;
}

async function connectRoles(
  tx: Tx,
  keys: readonly NewKey[],
  { workspaceId }: Context,
  known: ReadonlyMap<string, Role>,
): Promise<void> {
  await connectRolesToKeys(
    tx,
    each(keys, ({ keyId, roles }) => {
      return { workspaceId, keyId, roleIds: pick(known, roles).map(({ id }) => id) };
    }),
  );
}

function connections(
  key: NewKey,
  permissions: ReadonlyMap<string, Permission>,
  roles: ReadonlyMap<string, Role>,
): AuditEvent[] {
  return [
    ...pick(permissions, key.permissions).map((given) => permissionAddedToNewKey(given, key)),
    ...pick(roles, key.roles).map((given) => roleAddedToNewKey(given, key)),
  ];
}

function byName(roles: readonly Role[]): ReadonlyMap<string, Role> {
  return new Map(roles.map((role) => [role.name, role]));
}

function pick<T>(known: ReadonlyMap<string, T>, names: readonly string[]): T[] {
  return names.map((name) => {
    const found = known.get(name);
    if (found === undefined) throw new Error(`${name} was neither found nor made`);
    return found;
  });
}
