import { confirmTotp as definition } from '@unlatch/contract/operations/account/confirmTotp';
import { totpSet } from '../../../domain/audit/people.js';
import { Problem } from '../../../domain/problems.js';
import { hashRecoveryCode, newRecoveryCodes } from '../../../engine/people/recovery-codes.js';
import { stepOfCode } from '../../../engine/people/totp.js';
import { attempt } from '../../../operations/people/attempts.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { endSessions } from '../../../operations/people/sessions.js';
import { totpPlace } from '../../../operations/second-factors/prove-factor.js';
import { findUser } from '../../../store/people/users.js';
import {
  findTotp,
  lockTotp,
  replaceRecoveryCodes,
  usePendingTotp,
} from '../../../store/second-factors/totps.js';
import { sessionGone } from '../../shared/person-session.js';
import { wrongFactor } from '../../shared/second-factor.js';
import { implementAccount } from '../../visit.js';

export const confirmTotp = implementAccount(definition, async (visit, deps) => {
  const { userId, id: sessionId } = visit.session.snapshot;
  const user = await findUser(deps.db, userId);
  if (user === undefined) throw sessionGone();
  const pending = (await findTotp(deps.db, userId))?.pending ?? null;
  if (pending === null) throw notStarted();
  const secret = await deps.people.vault.open(deps.db, pending, totpPlace(userId));
  const tried = { email: user.email, user, device: visit.device, origin: visit, isFactor: true };
  const nowMs = deps.clock.nowMs();
  const step = stepOfCode(secret, { code: visit.body.code, nowMs });
  await attempt(deps, tried, async () => step !== null);
  if (step === null) throw wrongFactor();
  const recoveryCodes = newRecoveryCodes();
  await commitPersonChange(deps, visit, async (tx, record) => {
    const locked = await lockTotp(tx, userId);
    // Another page has begun anew in the meantime: the app has another secret then.
    if (locked?.pending?.sealed.equals(pending.sealed) !== true) throw notStarted();
    await usePendingTotp(tx, { userId, step, nowMs });
    const hashes = recoveryCodes.map(hashRecoveryCode);
    await replaceRecoveryCodes(tx, { userId, hashes });
    // They were begun without the second factor.
    await endSessions(tx, record, { userId, ending: { kind: 'others', id: sessionId } });
    record.audit(user, totpSet(user));
  });
  return { data: { recoveryCodes } };
});

function notStarted(): Problem {
  return new Problem(
    'unkey/application/precondition_failed',
    'No authenticator app is being set up. Begin with account.startTotp.',
  );
}
