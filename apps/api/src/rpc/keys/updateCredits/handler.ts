import { updateCredits as definition } from '@unlatch/contract/operations/keys/updateCredits';
import { keyCreditsUpdated } from '../../../domain/audit/keys.js';
import { planBalanceChange } from '../../../domain/credits/credit-state.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { type KeyIds, lockKeyState } from '../../../operations/keys/lock-key-state.js';
import { writeKeyState } from '../../../store/keys/key-state.js';
import { implement } from '../../implement.js';
import { acceptCredits, presentRefill } from '../../shared/credits.js';

export const updateCredits = implement(definition, (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { keyId, operation, value = null } = body;
  const authorize = (key: KeyIds) => rights.require(caller, key);
  return commitChange(deps, call, async (tx, record) => {
    const { key, nowMs } = await lockKeyState(tx, deps, { workspaceId, keyId, authorize });
    const plan = planBalanceChange(key.credits, { operation, value });
    const credits = acceptCredits(plan, 'body');
    await writeKeyState(tx, { ...key, credits, nowMs });
    const { remaining, refill } = credits;
    record.audit(keyCreditsUpdated(key, remaining));
    record.changed({ kind: 'key', workspaceId, hash: key.hash });
    return { remaining, ...presentRefill(refill) };
  });
});
