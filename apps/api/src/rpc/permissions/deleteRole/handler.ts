import { roleDeleted } from '../../../domain/audit/roles.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { roleNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { holdPermissionsOfRole } from '../../../store/permissions/permission-links.js';
import { lockRoleForDeletion, removeRole } from '../../../store/permissions/roles.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const deleteRole = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  authorize(caller, requirements.deleteRole());
  return commitChange(deps, call, async (tx, record) => {
    const role = await lockRoleForDeletion(tx, { workspaceId, idOrName: body.role });
    if (role === undefined) throw roleNotFound(body.role);
    const roleId = role.id;
    // Its links to permissions go with it, so those are held like for any other end of a link.
    await holdPermissionsOfRole(tx, { workspaceId, roleId });
    await removeRole(tx, { workspaceId, roleId });
    record.audit(roleDeleted(role));
    record.changed({ kind: 'workspace', id: workspaceId });
    return {};
  });
});
