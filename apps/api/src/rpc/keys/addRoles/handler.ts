import * as requirements from '../../../domain/authorization/requirements.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { changeKeyRoles } from '../../../operations/links/change-key.js';
import { implementRpc } from '../../define-rpc.js';
import { presentRole } from '../../shared/role.js';
import { definition } from './schema.js';

export const addRoles = implementRpc(definition, (call, deps) =>
  commitChange(deps, call, async (tx, record) => {
    const roles = await changeKeyRoles(tx, record, {
      mode: 'add',
      caller: call.caller,
      keyId: call.body.keyId,
      names: call.body.roles,
      requirement: requirements.addRoles,
      nowMs: deps.clock.nowMs(),
    });
    return roles.map(presentRole);
  }),
);
