import { deleteKey as definition } from '@unlatch/contract/operations/rootKeys/deleteKey';
import { rootKeyDeleted } from '../../../domain/audit/root-keys.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import {
  isItself,
  lockPowerAndTarget,
  wouldLockItselfOut,
} from '../../../operations/root-keys/root-key-power.js';
import { markRootKeyDeleted } from '../../../store/root-keys/root-keys.js';
import { implement } from '../../implement.js';

export const deleteKey = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { keyId } = body;
  if (isItself(caller, keyId)) throw wouldLockItselfOut();
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    // Both are locked. So of two root keys that delete each other at once, one is left.
    const { target } = await lockPowerAndTarget(tx, caller, { rootKeyId: keyId, nowMs });
    await markRootKeyDeleted(tx, { workspaceId, id: keyId, nowMs });
    record.audit(rootKeyDeleted(target));
    record.changed({ kind: 'rootKey', hash: target.hash });
    return {};
  });
});
