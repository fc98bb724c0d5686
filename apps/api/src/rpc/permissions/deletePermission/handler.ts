import { permissionDeleted } from '../../../domain/audit/permissions.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { permissionNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { removePermissionWithLinks } from '../../../operations/links/change-role.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const deletePermission = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  authorize(caller, requirements.deletePermission());
  return commitChange(deps, call, async (tx, record) => {
    const idOrSlug = body.permission;
    const permission = await removePermissionWithLinks(tx, { workspaceId, idOrSlug });
    if (permission === undefined) throw permissionNotFound(idOrSlug);
    record.audit(permissionDeleted(permission));
    record.changed({ kind: 'workspace', id: workspaceId });
    return {};
  });
});
