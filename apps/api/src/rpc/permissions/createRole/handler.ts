import { roleAlreadyExists } from '../../../domain/already-exists.js';
import { permissionAddedToNewRole } from '../../../domain/audit/links.js';
import { missingPermissionCreated } from '../../../domain/audit/permissions.js';
import { roleCreated } from '../../../domain/audit/roles.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import {
  distinctSlugs,
  ensurePermissions,
} from '../../../operations/key-links/ensure-permissions.js';
import { connectPermissionsToRole } from '../../../store/permissions/permission-links.js';
import { insertRole } from '../../../store/permissions/roles.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

/** No key has the new role yet, so there is nothing that caches would have to forget. */
export const createRole = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  authorize(caller, requirements.createRole());
  const slugs = distinctSlugs(body.permissions ?? []).sort();
  if (slugs.length > 0) authorize(caller, requirements.addPermissionToRole());
  const nowMs = deps.clock.nowMs();
  const roleId = newId('role', nowMs);
  const role = { id: roleId, name: body.name, description: body.description || null };
  return commitChange(deps, call, async (tx, record) => {
    const { permissions, created } = await ensurePermissions(tx, {
      workspaceId,
      slugs,
      nowMs,
      beforeCreation: () => authorize(caller, requirements.createPermission()),
    });
    if (!(await insertRole(tx, { ...role, workspaceId, nowMs })))
      throw roleAlreadyExists(role.name);
    const permissionIds = permissions.map((permission) => permission.id);
    await connectPermissionsToRole(tx, { workspaceId, roleId, permissionIds });
    record.audit(roleCreated(role));
    for (const permission of created) record.audit(missingPermissionCreated(permission));
    for (const permission of permissions) record.audit(permissionAddedToNewRole(permission, role));
    return { roleId };
  });
});
