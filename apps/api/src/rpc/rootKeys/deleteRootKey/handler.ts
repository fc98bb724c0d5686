import { deleteRootKey as definition } from '@unlatch/contract/operations/rootKeys/deleteRootKey';
import { rootKeyDeleted } from '../../../domain/audit/root-keys.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import {
  isItself,
  lockPowerAndTarget,
  requirePower,
  wouldLockItselfOut,
} from '../../../operations/root-keys/root-key-power.js';
import { markRootKeyDeleted } from '../../../store/root-keys/root-keys.js';
import { implement } from '../../implement.js';

export const deleteRootKey = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { rootKeyId } = body;
  if (isItself(caller, rootKeyId)) throw wouldLockItselfOut();
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const { power, target } = await lockPowerAndTarget(tx, caller, { rootKeyId, nowMs });
    requirePower(call, power, target);
    await markRootKeyDeleted(tx, { workspaceId, id: rootKeyId, nowMs });
    record.audit(rootKeyDeleted(target));
    record.changed({ kind: 'rootKey', hash: target.hash });
    return {};
  });
});
