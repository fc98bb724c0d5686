import { rerollRootKey as definition } from '@unlatch/contract/operations/rootKeys/rerollRootKey';
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

export const rerollRootKey = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { rootKeyId, expiration: graceMs } = body;
  if (isItself(caller, rootKeyId) && graceMs === 0) throw wouldLockItselfOut();
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const { power, target } = await lockPowerAndTarget(tx, caller, { rootKeyId, nowMs });
    // Without this, a weak root key could get the secret of a strong one.
    requirePower(call, power, target);
    refuseExpired(target.expiresAtMs, nowMs, 'body.rootKeyId');
    const issued = await issueRootKey(tx, { ...target, workspaceId }, nowMs);
    // A root key is valid up to and including the millisecond of its expiry, so one that ends now
    // needs an earlier one.
    const endsAtMs = graceMs === 0 ? nowMs - 1 : nowMs + graceMs;
    const expiresAtMs = Math.min(target.expiresAtMs ?? endsAtMs, endsAtMs);
    await updateRootKey(tx, { ...target, workspaceId, expiresAtMs, nowMs });
    record.audit(rootKeyRerolled(target, issued.rootKeyId));
    record.changed({ kind: 'rootKey', hash: target.hash });
    return issued;
  });
});
