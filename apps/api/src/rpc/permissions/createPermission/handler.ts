import { createPermission as definition } from '@unlatch/contract/operations/permissions/createPermission';
import { permissionAlreadyExists } from '../../../domain/already-exists.js';
import { permissionCreated } from '../../../domain/audit/permissions.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { insertPermission } from '../../../store/permissions/permissions.js';
import { implement } from '../../implement.js';

export const createPermission = implement(definition, async (call, deps) => {
  const { body, caller } = call;
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
