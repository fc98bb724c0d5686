import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { createRoleWithPermissions } from '../../../operations/links/change-role.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const createRole = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { name, permissions: slugs = [] } = body;
  authorize(caller, requirements.createRole());
  if (slugs.length > 0) authorize(caller, requirements.addPermissionToRole());
  const nowMs = deps.clock.nowMs();
  const roleId = newId('role', nowMs);
  return commitChange(deps, call, async (tx, record) => {
    await createRoleWithPermissions(tx, record, {
      workspaceId,
      role: { id: roleId, name, description: body.description || null },
      slugs,
      nowMs,
      beforeCreation: () => authorize(caller, requirements.createPermission()),
    });
    return { roleId };
  });
});
