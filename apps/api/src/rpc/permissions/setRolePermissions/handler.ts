import { authorize } from '../../../domain/authorization/authorize.js';
import { createMissingPermissions } from '../../../domain/authorization/requirements.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { replaceRolePermissions } from '../../../operations/links/change-role.js';
import { implementRpc } from '../../define-rpc.js';
import { presentPermission } from '../../shared/permission.js';
import { definition } from './schema.js';

export const setRolePermissions = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  authorize(caller, requirements.setRolePermissions());
  const nowMs = deps.clock.nowMs();
  return commitChange(deps, call, async (tx, record) => {
    const permissions = await replaceRolePermissions(tx, record, {
      workspaceId,
      roleId: body.roleId,
      slugs: body.permissions,
      nowMs,
      beforeCreation: () => authorize(caller, createMissingPermissions({ workspaceId })),
    });
    return permissions.map(presentPermission);
  });
});
