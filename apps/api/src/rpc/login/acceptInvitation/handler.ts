import type { Static } from '@sinclair/typebox';
import { acceptInvitation as definition } from '@unlatch/contract/operations/login/acceptInvitation';
import { userCreated } from '../../../domain/audit/people.js';
import { sessionStateAt } from '../../../domain/people/session.js';
import { invalidInput, Problem } from '../../../domain/problems.js';
import { hashToken } from '../../../engine/people/tokens.js';
import { newId } from '../../../lib/ids.js';
import { commitPersonChange } from '../../../operations/people/commit-person-change.js';
import { beginSession, renewToken } from '../../../operations/people/sessions.js';
import { invitationGone, joinWorkspace } from '../../../operations/team/join-workspace.js';
import { unlessTaken } from '../../../store/database/unless-taken.js';
import { renewSessions } from '../../../store/people/sessions.js';
import { findUserByEmail, insertUser, lockUser } from '../../../store/people/users.js';
import { findInvitationByToken, type ListedInvitation } from '../../../store/team/invitations.js';
import type { RpcDeps } from '../../rpc.js';
import { requireNewPassword } from '../../shared/new-password.js';
import { answerWithToken, refuseInsecure, sessionGone } from '../../shared/person-session.js';
import { implementLogin, type Visit, type VisitSession } from '../../visit.js';

type AcceptVisit = Visit<Static<typeof definition.request>>;

export const acceptInvitation = implementLogin(definition, async (visit, deps) => {
  refuseInsecure(visit);
  const tokenHash = hashToken(visit.body.token);
  const nowMs = deps.clock.nowMs();
  const invitation = await findInvitationByToken(deps.db, { tokenHash, nowMs });
  if (invitation === undefined) throw invitationGone();
  const known = await findUserByEmail(deps.db, invitation.email);
  const accepted = { ...invitation, tokenHash };
  const token =
    known === undefined
      ? await joinAsNewPerson(visit, deps, accepted)
      : await joinAs(requireSessionOf(known, visit, nowMs), { visit, deps, accepted });
  return answerWithToken(token, visit, deps);
});

type Accepted = ListedInvitation & { readonly tokenHash: string };

async function joinAsNewPerson(
  visit: AcceptVisit,
  deps: RpcDeps,
  { email, workspaceId, tokenHash, role }: Accepted,
): Promise<string> {
  const { name, password } = visit.body;
  if (name === undefined) throw missingField('body.name');
  if (password === undefined) throw missingField('body.password');
  requireNewPassword('body.password', password, { email, name });
  const passwordHash = await deps.people.hasher.hash(password);
  return commitPersonChange(deps, visit, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const user = { id: newId('user', nowMs), email };
    // Two invitations of one address may be accepted at once. One of them makes the account.
    const isNew = await unlessTaken(() => insertUser(tx, { ...user, name, passwordHash, nowMs }));
    if (!isNew) throw mustLogIn(email);
    await joinWorkspace(tx, record, { user, workspaceId, tokenHash, origin: visit, nowMs });
    record.audit(user, userCreated(user, role));
    return beginSession(tx, record, {
      user,
      level: 'full',
      by: 'invitation',
      isConfirmed: true,
      before: visit.session?.snapshot ?? null,
      origin: visit,
      nowMs,
    });
  });
}

/** What the person may do grows, so all sessions of it get new tokens. */
async function joinAs(
  { snapshot }: VisitSession,
  part: { readonly visit: AcceptVisit; readonly deps: RpcDeps; readonly accepted: Accepted },
): Promise<string> {
  const { visit, deps, accepted } = part;
  const { workspaceId, tokenHash } = accepted;
  const user = { id: snapshot.userId, email: snapshot.email };
  return commitPersonChange(deps, visit, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    await lockUser(tx, user.id);
    await joinWorkspace(tx, record, { user, workspaceId, tokenHash, origin: visit, nowMs });
    await renewSessions(tx, user.id);
    const { level, steppedUpAtMs } = snapshot;
    const gained = { tokenHash: snapshot.tokenHash, level, steppedUpAtMs, nowMs };
    const token = await renewToken(tx, record, gained);
    if (token === undefined) throw sessionGone();
    return token;
  });
}

/** Only the invited person says yes: the link alone makes no account a member. */
function requireSessionOf(
  { id, email }: { readonly id: string; readonly email: string },
  { session }: AcceptVisit,
  nowMs: number,
): VisitSession {
  if (session?.snapshot.userId !== id) throw mustLogIn(email);
  if (sessionStateAt(session.snapshot, nowMs) !== 'FACTOR_NEEDED') return session;
  throw new Problem(
    'unlatch/session/second_factor_needed',
    'Confirm the second factor with login.confirmTotp first.',
  );
}

function mustLogIn(email: string): Problem {
  return new Problem(
    'unlatch/session/missing',
    `The invitation is for ${email}, which has an account. Log in with it first.`,
  );
}

function missingField(location: string): Problem {
  return invalidInput(location, 'is required for a new account');
}
