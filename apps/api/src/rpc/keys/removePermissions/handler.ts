import { removePermissions as definition } from '@unlatch/contract/operations/keys/removePermissions';
import { commitChange } from '../../../operations/change/commit-change.js';
import { changeKeyPermissions } from '../../../operations/links/change-key.js';
import { implement } from '../../implement.js';
import { presentPermission } from '../../shared/permission.js';

export const removePermissions = implement(definition, (call, deps, rights) =>
  commitChange(deps, call, async (tx, record) => {
    const permissions = await changeKeyPermissions(tx, record, {
      mode: 'remove',
      workspaceId: call.caller.workspaceId,
      keyId: call.body.keyId,
      slugs: call.body.permissions,
      authorize: (key) => rights.require(call.caller, key),
      nowMs: deps.clock.nowMs(),
    });
    return permissions.map(presentPermission);
  }),
);
