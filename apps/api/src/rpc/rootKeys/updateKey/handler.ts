import { updateKey as definition } from '@unlatch/contract/operations/rootKeys/updateKey';
import { rootKeyUpdated } from '../../../domain/audit/root-keys.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import {
  isItself,
  lockPowerAndTarget,
  requirePower,
  requireTime,
  wouldLockItselfOut,
} from '../../../operations/root-keys/root-key-power.js';
import { updateRootKey } from '../../../store/root-keys/root-keys.js';
import { implement } from '../../implement.js';
import { acceptPermissions } from '../../shared/root-key.js';
import { planRootKeyUpdate } from './plan.js';

export const updateKey = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { keyId } = body;
  const permissions = body.permissions && acceptPermissions(body.permissions, workspaceId);
  const request = permissions === undefined ? body : { ...body, permissions };
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const { power, target } = await lockPowerAndTarget(tx, caller, { rootKeyId: keyId, nowMs });
    const { next, changes, affectsPower, given } = planRootKeyUpdate(request, target);
    if (affectsPower && isItself(caller, keyId)) throw wouldLockItselfOut();
    requireTime(power, target);
    requirePower(call, power, { permissions: given, expiresAtMs: next.expiresAtMs });
    if (Object.keys(changes).length === 0) return {};
    await updateRootKey(tx, { workspaceId, id: keyId, ...next, nowMs });
    const { name, enabled, expiresAtMs: expires } = target;
    record.audit(
      rootKeyUpdated({ id: keyId, name: next.name }, changes, { name, enabled, expires }),
    );
    record.changed({ kind: 'rootKey', hash: target.hash });
    return {};
  });
});
