import { updatePermission as definition } from '@unlatch/contract/operations/permissions/updatePermission';
import { permissionAlreadyExists } from '../../../domain/already-exists.js';
import { permissionUpdated } from '../../../domain/audit/permissions.js';
import { permissionNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import {
  lockPermissionForChange,
  updatePermission as store,
} from '../../../store/permissions/permissions.js';
import { implement } from '../../implement.js';
import { presentPermission } from '../../shared/permission.js';
import { planPermission } from './plan.js';

export const updatePermission = implement(definition, (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  return commitChange(deps, call, async (tx, record) => {
    const idOrSlug = body.permission;
    const current = await lockPermissionForChange(tx, { workspaceId, idOrSlug });
    if (current === undefined) throw permissionNotFound(idOrSlug);
    rights.require(caller, { permissionId: current.id });
    const { permission, changes } = planPermission(body, current);
    if (changes === 'nothing') return presentPermission(current);
    const stored = await store(tx, { ...permission, workspaceId, nowMs: deps.clock.nowMs() });
    if (!stored) throw permissionAlreadyExists(permission.slug);
    record.audit(permissionUpdated(permission));
    if (changes === 'verifications') record.changed({ kind: 'workspace', id: workspaceId });
    return presentPermission(permission);
  });
});
