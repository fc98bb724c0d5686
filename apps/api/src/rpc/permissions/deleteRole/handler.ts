import { roleDeleted } from '../../../domain/audit/roles.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { roleNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { removeRoleWithLinks } from '../../../operations/links/change-role.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const deleteRole = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  authorize(caller, requirements.deleteRole());
  return commitChange(deps, call, async (tx, record) => {
    const role = await removeRoleWithLinks(tx, { workspaceId, idOrName: body.role });
    if (role === undefined) throw roleNotFound(body.role);
    record.audit(roleDeleted(role));
    record.changed({ kind: 'workspace', id: workspaceId });
    return {};
  });
});
