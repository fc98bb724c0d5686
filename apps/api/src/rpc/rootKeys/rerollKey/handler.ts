import { rerollKey as definition } from '@unlatch/contract/operations/rootKeys/rerollKey';
import { rootKeyRerolled } from '../../../domain/audit/root-keys.js';
import { refuseExpired } from '../../../domain/expiry.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { issueRootKey } from '../../../operations/root-keys/issue-root-key.js';
import {
  isItself,
  lockPowerAndTarget,
  requirePower,
  wouldLockItselfOut,
} from '../../../operations/root-keys/root-key-power.js';
import { updateRootKey } from '../../../store/root-keys/root-keys.js';
import { implement } from '../../implement.js';
import { endOfOld } from './plan.js';

export const rerollKey = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { keyId, expiration: graceMs } = body;
  if (graceMs !== null) rights.also.endOld.require(caller, { keyId });
  if (isItself(caller, keyId) && graceMs === 0) throw wouldLockItselfOut();
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const { power, target } = await lockPowerAndTarget(tx, caller, { rootKeyId: keyId, nowMs });
    // Without this, a weak root key could get the secret of a strong one.
    requirePower(call, power, target);
    refuseExpired(target.expiresAtMs, nowMs, 'body.keyId');
    const issued = await issueRootKey(tx, { ...target, workspaceId }, nowMs);
    const expiresAtMs = endOfOld(target, { graceMs, nowMs });
    if (expiresAtMs !== target.expiresAtMs) {
      await updateRootKey(tx, { ...target, workspaceId, expiresAtMs, nowMs });
      record.changed({ kind: 'rootKey', hash: target.hash });
    }
    record.audit(rootKeyRerolled(target, issued.keyId));
    return issued;
  });
});
