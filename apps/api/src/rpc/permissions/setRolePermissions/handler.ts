import { setRolePermissions as definition } from '@unlatch/contract/operations/permissions/setRolePermissions';
import { commitChange } from '../../../operations/change/commit-change.js';
import { replaceRolePermissions } from '../../../operations/links/change-role.js';
import { implement } from '../../implement.js';
import { presentPermission } from '../../shared/permission.js';

export const setRolePermissions = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const nowMs = deps.clock.nowMs();
  return commitChange(deps, call, async (tx, record) => {
    const permissions = await replaceRolePermissions(tx, record, {
      workspaceId,
      idOrName: body.role ?? body.roleId,
      slugs: body.permissions,
      nowMs,
      beforeCreation: () => rights.also.createPermission.require(caller, {}),
    });
    return permissions.map(presentPermission);
  });
});
