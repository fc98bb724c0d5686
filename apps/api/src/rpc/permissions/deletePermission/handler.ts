import { deletePermission as definition } from '@unlatch/contract/operations/permissions/deletePermission';
import { permissionDeleted } from '../../../domain/audit/permissions.js';
import { permissionNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { removePermissionWithLinks } from '../../../operations/links/change-role.js';
import { implement } from '../../implement.js';

export const deletePermission = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  return commitChange(deps, call, async (tx, record) => {
    const idOrSlug = body.permission;
    const permission = await removePermissionWithLinks(tx, { workspaceId, idOrSlug });
    if (permission === undefined) throw permissionNotFound(idOrSlug);
    record.audit(permissionDeleted(permission));
    record.changed({ kind: 'workspace', id: workspaceId });
    return {};
  });
});
