import * as requirements from '../../../domain/authorization/requirements.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { changeKeyPermissions } from '../../../operations/links/change-key.js';
import { implementRpc } from '../../define-rpc.js';
import { presentPermission } from '../../shared/permission.js';
import { definition } from './schema.js';

export const setPermissions = implementRpc(definition, (call, deps) =>
  commitChange(deps, call, async (tx, record) => {
    const permissions = await changeKeyPermissions(tx, record, {
      mode: 'replace',
      caller: call.caller,
      keyId: call.body.keyId,
      slugs: call.body.permissions,
      requirement: requirements.setPermissions,
      nowMs: deps.clock.nowMs(),
    });
    return permissions.map(presentPermission);
  }),
);
