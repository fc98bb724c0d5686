import { keyCreditsUpdated } from '../../../domain/audit/keys.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { planBalanceChange } from '../../../domain/credits/credit-state.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockKeyState } from '../../../operations/keys/lock-key-state.js';
import { writeKeyState } from '../../../store/keys/key-state.js';
import { implementRpc } from '../../define-rpc.js';
import { acceptCredits, presentRefill } from '../../shared/credits.js';
import { definition } from './schema.js';

export const updateCredits = implementRpc(definition, (call, deps) => {
  const { body, caller } = call;
  const { keyId, operation, value = null } = body;
  const requirement = requirements.updateKey;
  return commitChange(deps, call, async (tx, record) => {
    const { key, nowMs } = await lockKeyState(tx, deps, { caller, keyId, requirement });
    const plan = planBalanceChange(key.credits, { operation, value });
    const credits = acceptCredits(plan, 'body');
    await writeKeyState(tx, { ...key, credits, nowMs });
    const { remaining, refill } = credits;
    record.audit(keyCreditsUpdated(key, remaining));
    record.changed({ kind: 'key', hash: key.hash });
    return { remaining, ...presentRefill(refill) };
  });
});
