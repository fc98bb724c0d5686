import * as requirements from '../../../domain/authorization/requirements.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { changeKeyRoles } from '../../../operations/links/change-key.js';
import { implementRpc } from '../../define-rpc.js';
import { presentRole } from '../../shared/role.js';
import { definition } from './schema.js';

export const removeRoles = implementRpc(definition, (call, deps) =>
  commitChange(deps, call, async (tx, record) => {
    const roles = await changeKeyRoles(tx, record, {
      mode: 'remove',
      caller: call.caller,
      keyId: call.body.keyId,
      names: call.body.roles,
      requirement: requirements.updateKey,
      nowMs: deps.clock.nowMs(),
    });
    return roles.map(presentRole);
  }),
);
