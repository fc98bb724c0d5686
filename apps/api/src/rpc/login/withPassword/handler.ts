import { withPassword as definition } from '@unlatch/contract/operations/login/withPassword';
import { attempt } from '../../../operations/people/attempts.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { beginSession } from '../../../operations/people/sessions.js';
import { findUserByEmail, lockUser } from '../../../store/people/users.js';
import { hasTotp } from '../../../store/second-factors/totps.js';
import { answerWithToken, refuseInsecure, wrongCredentials } from '../../shared/person-session.js';
import { implementLogin } from '../../visit.js';

export const withPassword = implementLogin(definition, async (visit, deps) => {
  refuseInsecure(visit);
  const { email, password } = visit.body;
  const user = await findUserByEmail(deps.db, email);
  const stored = user?.passwordHash ?? null;
  const tried = { email, user, device: visit.device, origin: visit };
  const isProven = await attempt(deps, tried, () => deps.people.hasher.verify(stored, password));
  if (!isProven || user === undefined) throw wrongCredentials();
  const token = await commitPersonChange(deps, visit, async (tx, record) => {
    const locked = await lockUser(tx, user.id);
    // A change of the password in the meantime has ended all sessions of the old one.
    if (locked?.passwordHash !== stored) throw wrongCredentials();
    return beginSession(tx, record, {
      user: locked,
      level: (await hasTotp(tx, user.id)) ? 'totpNeeded' : 'full',
      by: 'password',
      isConfirmed: true,
      before: visit.session?.snapshot ?? null,
      origin: visit,
      nowMs: deps.clock.nowMs(),
    });
  });
  return answerWithToken(token, visit, deps);
});
