import { permissionAlreadyExists } from '../../../domain/already-exists.js';
import { permissionCreated } from '../../../domain/audit/permissions.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { insertPermission } from '../../../store/permissions/permissions.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const createPermission = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  authorize(caller, requirements.createPermission());
  const nowMs = deps.clock.nowMs();
  const permission = {
    id: newId('perm', nowMs),
    name: body.name,
    slug: body.slug,
    description: body.description || null,
  };
  return commitChange(deps, call, async (tx, record) => {
    const { workspaceId } = caller;
    const inserted = await insertPermission(tx, { ...permission, workspaceId, nowMs });
    if (!inserted) throw permissionAlreadyExists(permission.slug);
    record.audit(permissionCreated(permission));
    return { permissionId: permission.id };
  });
});
