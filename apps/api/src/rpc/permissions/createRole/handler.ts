import { createRole as definition } from '@unlatch/contract/operations/permissions/createRole';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { createRoleWithPermissions } from '../../../operations/links/change-role.js';
import { implement } from '../../implement.js';

export const createRole = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { name, permissions: slugs = [] } = body;
  if (slugs.length > 0) rights.also.addPermissions.require(caller, {});
  const nowMs = deps.clock.nowMs();
  const roleId = newId('role', nowMs);
  return commitChange(deps, call, async (tx, record) => {
    await createRoleWithPermissions(tx, record, {
      workspaceId,
      role: { id: roleId, name, description: body.description || null },
      slugs,
      nowMs,
      beforeCreation: () => rights.also.createPermission.require(caller, {}),
    });
    return { roleId };
  });
});
