import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../domain/caller/caller.js';
import { sessionStateAt, steppedUpUntil } from '../../domain/people/session.js';
import { invalidInput, Problem } from '../../domain/problems.js';
import type { Limiter } from '../../engine/limiter/limiter.js';
import type { SessionSnapshot } from '../../engine/people/load-sessions.js';
import type { People } from '../../engine/people/people.js';
import { isCsrfTokenOf } from '../../engine/people/tokens.js';
import type { Clock } from '../../lib/clock/clock.js';
import { toError } from '../../lib/to-error.js';
import { failInTurn } from '../admission/admission.js';
import type { Admission } from '../admission/create-admission.js';
import { readCookie } from './cookies.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The session of a person, if the request has one that has not ended. */
    session: RequestSession | null;
  }
}

export interface RequestSession {
  readonly token: string;
  readonly snapshot: SessionSnapshot;
}

interface SessionDeps extends Admission {
  readonly people: People;
  readonly clock: Clock;
  readonly limiter: Limiter;
}

type Done = (error?: Error) => void;
type Hook = (request: FastifyRequest, reply: FastifyReply, done: Done) => void;

/**
 * Finds the session of a request by its cookie, before the body is read. A session that is in
 * memory needs no wait for the event loop.
 */
export function findSession(deps: SessionDeps): Hook {
  const { people, clock, traffic } = deps;
  return (request, _reply, done) => {
    const token = tokenOf(request);
    if (token === null) {
      done();
      return;
    }
    const nowMs = clock.nowMs();
    const take = (snapshot: SessionSnapshot | null) => {
      if (snapshot === null) return;
      people.noteSeen(snapshot, nowMs);
      request.session = { token, snapshot };
    };
    const found = people.find(token, nowMs);
    if (found instanceof Promise) {
      traffic
        .awaited(found)
        .then(take)
        .then(
          () => done(),
          (reason: unknown) => failInTurn(deps, () => done(toError(reason))),
        );
    } else {
      take(found);
      done();
    }
  };
}

/** The cookie holds nothing but a token. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

function tokenOf({ headers, connection }: FastifyRequest): string | null {
  if (connection === null) throw new Error('a session was asked for without a connection');
  const token = readCookie(headers.cookie, 'session', connection);
  return token !== null && TOKEN.test(token) ? token : null;
}

/** Goes on only with a session that may do more than complete itself, and with its `x-csrf`. */
export function requireSession(deps: SessionDeps): Hook {
  const { people, clock } = deps;
  return (request, _reply, done) => {
    const fault = findSessionFault(request, people, clock.nowMs());
    if (fault === undefined) done();
    else failInTurn(deps, () => done(fault));
  };
}

function findSessionFault(
  { session, headers }: FastifyRequest,
  { secrets }: People,
  nowMs: number,
): Problem | undefined {
  if (session === null) return missing('There is no session, or it has ended. Log in again.');
  switch (sessionStateAt(session.snapshot, nowMs)) {
    case 'FACTOR_NEEDED':
      return new Problem(
        'unlatch/session/second_factor_needed',
        'The second factor of this session is still missing.',
      );
    case 'RENEWAL_DUE':
      return missing('Your role has changed. Ask login.getStatus, which renews the session.');
    case 'ENDED':
    case 'FULL':
    case 'STEPPED_UP':
      break;
  }
  const sent = headers['x-csrf'];
  if (typeof sent === 'string' && isCsrfTokenOf(secrets.csrf, session.token, sent))
    return undefined;
  return new Problem(
    'unlatch/session/csrf',
    'The header x-csrf is missing, or is not that of this session. login.getStatus gives it.',
  );
}

function missing(detail: string): Problem {
  return new Problem('unlatch/session/missing', detail);
}

/**
 * Makes the caller of an operation out of the session and the workspace that the page names.
 *
 * A session in memory may be older than a membership that another process has just written: a page
 * creates a workspace at one process and asks the next one. So a refusal is never made of memory
 * alone. It costs one statement, and a session has a limit of requests.
 */
export function enterWorkspace(deps: SessionDeps): Hook {
  const { people, clock, traffic } = deps;
  return (request, _reply, done) => {
    const enter = () => {
      try {
        request.caller = toCaller(request, clock.nowMs());
        done();
      } catch (error) {
        done(toError(error));
      }
    };
    const { session, headers } = request;
    const workspaceId = headers['x-unlatch-workspace'];
    const isKnown = session?.snapshot.memberships.has(String(workspaceId)) ?? true;
    if (session === null || isKnown || workspaceId === undefined) {
      enter();
      return;
    }
    const take = (snapshot: SessionSnapshot | null) => {
      if (snapshot !== null) request.session = { token: session.token, snapshot };
    };
    traffic
      .awaited(people.findAnew(session.token, clock.nowMs()))
      .then(take)
      .then(enter, (reason: unknown) => failInTurn(deps, () => done(toError(reason))));
  };
}

function toCaller({ session, headers }: FastifyRequest, nowMs: number): Caller {
  if (session === null) throw new Error('a workspace was entered without a session');
  const workspaceId = headers['x-unlatch-workspace'];
  if (typeof workspaceId !== 'string' || workspaceId === '') {
    throw invalidInput('headers.x-unlatch-workspace', 'must be the id of a workspace');
  }
  const { snapshot } = session;
  const member = snapshot.memberships.get(workspaceId);
  if (member === undefined) {
    throw new Problem(
      'unlatch/workspace/not_a_member',
      'You belong to no workspace with the id in X-Unlatch-Workspace.',
    );
  }
  if (!member.workspaceEnabled) {
    throw new Problem('unkey/authorization/workspace_disabled', 'This workspace is disabled.');
  }
  return {
    kind: 'user',
    workspaceId,
    id: snapshot.userId,
    name: snapshot.email,
    sessionId: snapshot.id,
    grants: member.grants,
    steppedUpUntilMs: steppedUpUntil(snapshot, nowMs),
  };
}

const WINDOW_MS = 60_000;
/** A person with several open pages, each of which reads what is new every two seconds. */
const REQUESTS_PER_MINUTE = 1200;

/** A page out of control must not take the time of checks. The limit of the workspace is apart. */
export function limitSession({ limiter, clock }: SessionDeps): Hook {
  return (request, _reply, done) => {
    const { session } = request;
    if (session === null) {
      done();
      return;
    }
    const nowMs = clock.nowMs();
    const limit = {
      scope: 'workspace' as const,
      // Of no workspace: a person has one limit for all of them.
      workspaceId: 'people',
      name: 'session',
      identifier: session.snapshot.id,
      windowMs: WINDOW_MS,
      limit: REQUESTS_PER_MINUTE,
      cost: 1,
    };
    const judge = ({ verdicts: [item] }: Awaited<ReturnType<Limiter['take']>>) =>
      item?.passed === false ? overLimit(item.resetMs - nowMs) : undefined;
    const verdict = limiter.take([limit], nowMs);
    if (verdict instanceof Promise) verdict.then(judge).then(done, done);
    else done(judge(verdict));
  };
}

function overLimit(untilResetMs: number): Problem {
  const retryAfterSeconds = Math.max(1, Math.ceil(untilResetMs / 1000));
  return new Problem(
    'unlatch/session/rate_limited',
    `This session is over its limit of ${REQUESTS_PER_MINUTE} requests per minute.`,
    { retryAfterSeconds },
  );
}
