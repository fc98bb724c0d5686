import { permissionDeleted } from '../../../domain/audit/permissions.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { permissionNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockPermission, removePermission } from '../../../store/permissions/permissions.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const deletePermission = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  authorize(caller, requirements.deletePermission());
  return commitChange(deps, call, async (tx, record) => {
    const permission = await lockPermission(tx, { workspaceId, idOrSlug: body.permission });
    if (permission === undefined) throw permissionNotFound(body.permission);
    await removePermission(tx, { workspaceId, permissionId: permission.id });
    record.audit(permissionDeleted(permission));
    record.changed({ kind: 'workspace', id: workspaceId });
    return {};
  });
});
