import { redeemSetupLink as definition } from '@unlatch/contract/operations/login/redeemSetupLink';
import { Problem } from '../../../domain/problems.js';
import { hashToken } from '../../../engine/people/tokens.js';
import { attempt } from '../../../operations/people/attempts.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { beginSession } from '../../../operations/people/sessions.js';
import { setUpPerson } from '../../../operations/people/set-up-person.js';
import { isOpenSetupLink } from '../../../store/people/setup-links.js';
import { renameWorkspace } from '../../../store/workspaces/workspaces.js';
import { requireNewPassword } from '../../shared/new-password.js';
import { answerWithToken, refuseInsecure } from '../../shared/person-session.js';
import { implementLogin } from '../../visit.js';

export const redeemSetupLink = implementLogin(definition, async (visit, deps) => {
  refuseInsecure(visit);
  const { token, email, name, password, workspaceName } = visit.body;
  requireNewPassword('body.password', password, { email, name });
  const tokenHash = hashToken(token);
  // The link stands for the account: wrong links hold up their address, and never the right link.
  const tried = { email: tokenHash, user: undefined, device: null, origin: visit };
  const isOpen = await attempt(deps, tried, () =>
    isOpenSetupLink(deps.db, { tokenHash, nowMs: deps.clock.nowMs() }),
  );
  if (!isOpen) throw linkGone();
  const passwordHash = await deps.people.hasher.hash(password);
  const sessionToken = await commitPersonChange(deps, visit, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const person = await setUpPerson(tx, record, { tokenHash, email, name, passwordHash, nowMs });
    if (person === undefined) throw linkGone();
    if (workspaceName !== undefined) {
      await renameWorkspace(tx, { id: person.workspaceId, name: workspaceName, nowMs });
    }
    return beginSession(tx, record, {
      user: person,
      level: 'full',
      by: 'setup link',
      isConfirmed: true,
      before: visit.session?.snapshot ?? null,
      origin: visit,
      nowMs,
    });
  });
  return answerWithToken(sessionToken, visit, deps);
});

function linkGone(): Problem {
  return new Problem(
    'unlatch/link/used_or_expired',
    'This link was used before, is too old, or is not complete. Make a new one with unlatch admin setup-link.',
  );
}
