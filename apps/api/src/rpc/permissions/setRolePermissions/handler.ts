import { permissionAddedToRole, permissionRemovedFromRole } from '../../../domain/audit/links.js';
import { missingPermissionCreatedForRole } from '../../../domain/audit/permissions.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import { createMissingPermissions } from '../../../domain/authorization/requirements.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { planLinks } from '../../../domain/links/plan-links.js';
import { roleNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import {
  distinctSlugs,
  ensurePermissions,
} from '../../../operations/key-links/ensure-permissions.js';
import {
  connectPermissionsToRole,
  disconnectPermissionsFromRole,
  holdPermissionsOfRole,
} from '../../../store/permissions/permission-links.js';
import type { Permission } from '../../../store/permissions/permissions.js';
import { lockRole } from '../../../store/permissions/roles.js';
import { implementRpc } from '../../define-rpc.js';
import { presentPermission } from '../../shared/permission.js';
import { definition } from './schema.js';

export const setRolePermissions = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { roleId } = body;
  authorize(caller, requirements.setRolePermissions());
  const slugs = distinctSlugs(body.permissions).sort();
  const nowMs = deps.clock.nowMs();
  return commitChange(deps, call, async (tx, record) => {
    const role = await lockRole(tx, { workspaceId, roleId });
    if (role === undefined) throw roleNotFound(roleId);
    const { permissions, created } = await ensurePermissions(tx, {
      workspaceId,
      slugs,
      nowMs,
      beforeCreation: () => authorize(caller, createMissingPermissions({ workspaceId })),
    });
    const before = await holdPermissionsOfRole(tx, { workspaceId, roleId });
    const { added, removed } = planLinks('replace', before, permissions);
    const link = { workspaceId, roleId };
    await disconnectPermissionsFromRole(tx, { ...link, permissionIds: removed.map(idOf) });
    await connectPermissionsToRole(tx, { ...link, permissionIds: added.map(idOf) });
    for (const permission of created) record.audit(missingPermissionCreatedForRole(permission));
    for (const permission of removed) record.audit(permissionRemovedFromRole(permission, role));
    for (const permission of added) record.audit(permissionAddedToRole(permission, role));
    if (added.length + removed.length > 0) record.changed({ kind: 'workspace', id: workspaceId });
    return permissions.map(presentPermission);
  });
});

function idOf({ id }: Permission): string {
  return id;
}
