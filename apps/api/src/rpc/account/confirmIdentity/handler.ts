import { confirmIdentity as definition } from '@unlatch/contract/operations/account/confirmIdentity';
import { identityConfirmed } from '../../../domain/audit/people.js';
import { attempt } from '../../../operations/people/attempts.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { renewToken } from '../../../operations/people/sessions.js';
import { findUser } from '../../../store/people/users.js';
import { answerWithToken, sessionGone, wrongCredentials } from '../../shared/person-session.js';
import { implementAccount } from '../../visit.js';

export const confirmIdentity = implementAccount(definition, async (visit, deps) => {
  const { snapshot } = visit.session;
  const user = await findUser(deps.db, snapshot.userId);
  if (user === undefined) throw sessionGone();
  const tried = { email: user.email, user, device: visit.device, origin: visit };
  const isProven = await attempt(deps, tried, () =>
    deps.people.hasher.verify(user.passwordHash, visit.body.password),
  );
  if (!isProven) throw wrongCredentials();
  const token = await commitPersonChange(deps, visit, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const { tokenHash, level } = snapshot;
    const renewed = await renewToken(tx, record, { tokenHash, level, steppedUpAtMs: nowMs, nowMs });
    // The session has ended, or has got another token in the meantime. It gains nothing.
    if (renewed === undefined) throw sessionGone();
    record.audit(user, identityConfirmed(user, { id: snapshot.id, by: 'password' }));
    return renewed;
  });
  return answerWithToken(token, visit, deps);
});
