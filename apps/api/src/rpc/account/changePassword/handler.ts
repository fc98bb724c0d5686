import { changePassword as definition } from '@unlatch/contract/operations/account/changePassword';
import { passwordSet } from '../../../domain/audit/people.js';
import { sessionStateAt } from '../../../domain/people/session.js';
import { attempt } from '../../../operations/people/attempts.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { beginSession, endSessions } from '../../../operations/people/sessions.js';
import { findUser, lockUser, storePassword, type User } from '../../../store/people/users.js';
import type { RpcDeps } from '../../rpc.js';
import { requireNewPassword } from '../../shared/new-password.js';
import { answerWithToken, sessionGone, wrongCredentials } from '../../shared/person-session.js';
import { stepUpNeeded } from '../../step-up.js';
import { implementAccount, type Visit, type VisitSession } from '../../visit.js';

export const changePassword = implementAccount(definition, async (visit, deps) => {
  const { currentPassword, newPassword } = visit.body;
  const user = await findUser(deps.db, visit.session.snapshot.userId);
  if (user === undefined) throw sessionGone();
  requireNewPassword('body.newPassword', newPassword, user);
  await requireProof(user, currentPassword, visit, deps);
  const passwordHash = await deps.people.hasher.hash(newPassword);
  const token = await commitPersonChange(deps, visit, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const locked = await lockUser(tx, user.id);
    if (locked?.passwordHash !== user.passwordHash) throw wrongCredentials();
    await storePassword(tx, { id: user.id, passwordHash, nowMs });
    await endSessions(tx, record, { userId: user.id, ending: { kind: 'all' } });
    // Sessions that begin with the old password at this moment wait for the lock, and are refused.
    record.changed({ kind: 'user', id: user.id });
    record.audit(user, passwordSet(user));
    return beginSession(tx, record, {
      user,
      level: 'full',
      by: 'new password',
      isConfirmed: true,
      before: null,
      origin: visit,
      nowMs,
    });
  });
  return answerWithToken(token, visit, deps);
});

/** The old password, or for the first one of an account a confirmation of another kind. */
async function requireProof(
  user: User,
  currentPassword: string | undefined,
  visit: Visit<unknown> & { readonly session: VisitSession },
  deps: RpcDeps,
): Promise<void> {
  if (user.passwordHash === null) {
    const state = sessionStateAt(visit.session.snapshot, deps.clock.nowMs());
    if (state !== 'STEPPED_UP') throw stepUpNeeded();
    return;
  }
  if (currentPassword === undefined) throw wrongCredentials();
  const tried = { email: user.email, user, device: visit.device, origin: visit };
  const isProven = await attempt(deps, tried, () =>
    deps.people.hasher.verify(user.passwordHash, currentPassword),
  );
  if (!isProven) throw wrongCredentials();
}
