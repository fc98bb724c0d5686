import { updateRootKey as definition } from '@unlatch/contract/operations/rootKeys/updateRootKey';
import { rootKeyUpdated } from '../../../domain/audit/root-keys.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import {
  isItself,
  lockPowerAndTarget,
  requirePower,
  wouldLockItselfOut,
} from '../../../operations/root-keys/root-key-power.js';
import { updateRootKey as store } from '../../../store/root-keys/root-keys.js';
import { implement } from '../../implement.js';
import { acceptPermissions, presentRootKey } from '../../shared/root-key.js';
import { planRootKeyUpdate } from './plan.js';

export const updateRootKey = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { rootKeyId } = body;
  const permissions = body.permissions && acceptPermissions(body.permissions, workspaceId);
  const request = permissions === undefined ? body : { ...body, permissions };
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const { power, target } = await lockPowerAndTarget(tx, caller, { rootKeyId, nowMs });
    const { next, changes, affectsPower } = planRootKeyUpdate(request, target);
    if (affectsPower && isItself(caller, rootKeyId)) throw wouldLockItselfOut();
    requirePower(call, power, target);
    requirePower(call, power, next);
    if (Object.keys(changes).length === 0) return presentRootKey(target);
    await store(tx, { workspaceId, id: rootKeyId, ...next, nowMs });
    record.audit(rootKeyUpdated({ id: rootKeyId, name: next.name }, changes));
    record.changed({ kind: 'rootKey', hash: target.hash });
    return presentRootKey({ ...target, ...next, updatedAtMs: nowMs });
  });
});
