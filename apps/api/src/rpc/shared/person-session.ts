import { sessionStateAt, steppedUpUntil } from '../../domain/people/session.js';
import { Problem } from '../../domain/problems.js';
import type { SessionSnapshot } from '../../engine/people/load-sessions.js';
import { csrfTokenOf, deviceIdOf, newDeviceToken } from '../../engine/people/tokens.js';
import type { RpcDeps } from '../rpc.js';
import type { Visit, Visited, VisitSession } from '../visit.js';

type PeopleDeps = Pick<RpcDeps, 'people' | 'clock'>;

/** `PersonSession` of the contract. */
export function presentSession({ token, snapshot }: VisitSession, { people, clock }: PeopleDeps) {
  const nowMs = clock.nowMs();
  const isFull = sessionStateAt(snapshot, nowMs) !== 'FACTOR_NEEDED';
  return {
    id: snapshot.id,
    csrfToken: csrfTokenOf(people.secrets.csrf, token),
    level: snapshot.level,
    steppedUpUntil: steppedUpUntil(snapshot, nowMs),
    expiresAt: snapshot.expiresAtMs,
    user: { id: snapshot.userId, email: snapshot.email, name: snapshot.userName },
    workspaces: isFull ? presentWorkspaces(snapshot) : [],
  };
}

function presentWorkspaces({ memberships }: SessionSnapshot) {
  return [...memberships.values()].map((member) => ({
    id: member.workspaceId,
    slug: member.slug,
    name: member.workspaceName,
    role: member.role,
    roleName: member.roleName,
    grants: member.permissions,
  }));
}

/** The answer to a browser that has got a new token, with the cookies that it gets by it. */
export async function answerWithToken(
  token: string,
  visit: Pick<Visit<unknown>, 'device'>,
  deps: PeopleDeps,
): Promise<Visited<ReturnType<typeof presentSession>>> {
  const { people, clock } = deps;
  const snapshot = await people.find(token, clock.nowMs());
  if (snapshot === null) throw sessionGone();
  const { userId } = snapshot;
  const isKnown = deviceIdOf(people.secrets.device, userId, visit.device) !== undefined;
  // A browser gets its mark once the identity is proved in full, and keeps it.
  const isMarked = isKnown || snapshot.level !== 'full';
  return {
    data: presentSession({ token, snapshot }, deps),
    cookies: {
      session: token,
      ...(isMarked ? {} : { device: newDeviceToken(people.secrets.device, userId) }),
    },
  };
}

/** For a session that has ended, or has got another token, while the request was under way. */
export function sessionGone(): Problem {
  return new Problem(
    'unlatch/session/missing',
    'This session has ended, or has just got a new token. Ask login.getStatus.',
  );
}

export function refuseInsecure({ connection }: Pick<Visit<unknown>, 'connection'>): void {
  if (connection.mayLogIn) return;
  throw new Problem(
    'unlatch/session/insecure_connection',
    'Over this connection a password could be read on its way. Open the page over https.',
  );
}

export function wrongCredentials(): Problem {
  return new Problem(
    'unlatch/session/wrong_credentials',
    'The e-mail address or the password is wrong.',
  );
}
