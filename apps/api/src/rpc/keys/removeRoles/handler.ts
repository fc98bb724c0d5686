import { removeRoles as definition } from '@unlatch/contract/operations/keys/removeRoles';
import { asksStrictly } from '../../../domain/caller/caller.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { changeKeyRoles } from '../../../operations/links/change-key.js';
import { implement } from '../../implement.js';
import { presentRole } from '../../shared/role.js';

export const removeRoles = implement(definition, (call, deps, rights) =>
  commitChange(deps, call, async (tx, record) => {
    const roles = await changeKeyRoles(tx, record, {
      mode: 'remove',
      workspaceId: call.caller.workspaceId,
      keyId: call.body.keyId,
      names: call.body.roles,
      authorize(key) {
        rights.require(call.caller, key);
        if (asksStrictly(call.caller)) rights.also.takeRoles.require(call.caller, {});
      },
      nowMs: deps.clock.nowMs(),
    });
    return roles.map(presentRole);
  }),
);
