import { deleteRole as definition } from '@unlatch/contract/operations/permissions/deleteRole';
import { roleDeleted } from '../../../domain/audit/roles.js';
import { roleNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { removeRoleWithLinks } from '../../../operations/links/change-role.js';
import { implement } from '../../implement.js';

export const deleteRole = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  return commitChange(deps, call, async (tx, record) => {
    const role = await removeRoleWithLinks(tx, { workspaceId, idOrName: body.role });
    if (role === undefined) throw roleNotFound(body.role);
    record.audit(roleDeleted(role));
    record.changed({ kind: 'workspace', id: workspaceId });
    return {};
  });
});
