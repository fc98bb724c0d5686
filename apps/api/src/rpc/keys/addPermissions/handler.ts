import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import {
  lockKeyAndPermissions,
  recordPermissionChange,
} from '../../../operations/change-key-links.js';
import { commitChange } from '../../../operations/commit-change.js';
import { addKeyPermissions } from '../../../operations/key-links.js';
import { implementRpc } from '../../define-rpc.js';
import { presentPermission } from '../../shared/permission.js';
import { definition } from './schema.js';

export const addPermissions = implementRpc(definition, (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const wanted = { workspaceId, keyId: body.keyId, slugs: body.permissions };
  const nowMs = deps.clock.nowMs();
  return commitChange(deps, call, async (tx, record) => {
    const key = await lockKeyAndPermissions(tx, wanted);
    authorize(caller, requirements.addPermissions(key));
    const change = await addKeyPermissions(tx, {
      ...wanted,
      nowMs,
      beforeCreation: () => authorize(caller, requirements.createMissingPermissions(key)),
    });
    await recordPermissionChange({ tx, record, key, nowMs }, change);
    return change.permissions.map(presentPermission);
  });
});
