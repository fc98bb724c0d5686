import { startTotp as definition } from '@unlatch/contract/operations/account/startTotp';
import { describeTotp, newTotpSecret } from '../../../engine/people/totp.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { totpPlace } from '../../../operations/second-factors/prove-factor.js';
import { putPendingTotp } from '../../../store/second-factors/totps.js';
import { implementAccount } from '../../visit.js';

export const startTotp = implementAccount(definition, async (visit, deps) => {
  const { userId, email } = visit.session.snapshot;
  const secret = newTotpSecret();
  const nowMs = deps.clock.nowMs();
  const boundTo = totpPlace(userId);
  const pending = await deps.people.vault.seal(deps.db, { secret, boundTo, nowMs });
  await commitPersonChange(deps, visit, (tx) => putPendingTotp(tx, { userId, pending, nowMs }));
  return { data: describeTotp(secret, email) };
});
