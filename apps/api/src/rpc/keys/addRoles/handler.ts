import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { lockKeyAndRoles, recordRoleChange } from '../../../operations/change-key-links.js';
import { commitChange } from '../../../operations/commit-change.js';
import { addKeyRoles } from '../../../operations/key-links.js';
import { findRoleDetails } from '../../../store/roles.js';
import { implementRpc } from '../../define-rpc.js';
import { presentRole } from '../../shared/role.js';
import { definition } from './schema.js';

export const addRoles = implementRpc(definition, (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const wanted = { workspaceId, keyId: body.keyId, names: body.roles };
  const nowMs = deps.clock.nowMs();
  return commitChange(deps, call, async (tx, record) => {
    const key = await lockKeyAndRoles(tx, wanted);
    authorize(caller, requirements.addRoles(key));
    const change = await addKeyRoles(tx, wanted);
    await recordRoleChange({ tx, record, key, nowMs }, change);
    const roles = await findRoleDetails(tx, { workspaceId, roles: change.roles });
    return roles.map(presentRole);
  });
});
