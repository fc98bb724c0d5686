import { confirmTotp as definition } from '@unlatch/contract/operations/login/confirmTotp';
import { identityConfirmed } from '../../../domain/audit/people.js';
import { sessionStateAt } from '../../../domain/people/session.js';
import { attempt } from '../../../operations/people/attempts.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { renewToken } from '../../../operations/people/sessions.js';
import { claimFactor, findFactorProof } from '../../../operations/second-factors/prove-factor.js';
import { findUser } from '../../../store/people/users.js';
import { answerWithToken, sessionGone } from '../../shared/person-session.js';
import { wrongFactor } from '../../shared/second-factor.js';
import { implementLogin } from '../../visit.js';

export const confirmTotp = implementLogin(definition, async (visit, deps) => {
  const { session, device, body } = visit;
  const state = session && sessionStateAt(session.snapshot, deps.clock.nowMs());
  const user = session && (await findUser(deps.db, session.snapshot.userId));
  if (session === null || state !== 'FACTOR_NEEDED' || !user) throw sessionGone();
  const tried = { email: user.email, user, device, origin: visit, isFactor: true };
  const proof = await attempt(deps, tried, () => findFactorProof(deps, user.id, body));
  if (proof === undefined) throw wrongFactor();
  const { tokenHash, id } = session.snapshot;
  const token = await commitPersonChange(deps, visit, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    if (!(await claimFactor(tx, user.id, proof))) throw wrongFactor();
    const gained = { tokenHash, level: 'full', steppedUpAtMs: nowMs, nowMs } as const;
    const renewed = await renewToken(tx, record, gained);
    if (renewed === undefined) throw sessionGone();
    record.audit(user, identityConfirmed(user, { id, by: proof.kind }));
    return renewed;
  });
  return answerWithToken(token, visit, deps);
});
