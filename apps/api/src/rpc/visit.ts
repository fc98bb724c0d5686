import type { Static, TSchema } from '@sinclair/typebox';
import type { Operation } from '@unlatch/contract';
import { steppedUpUntil } from '../domain/people/session.js';
import type { SessionSnapshot } from '../engine/people/load-sessions.js';
import type { RpcDeps } from './rpc.js';
import { stepUpNeeded } from './step-up.js';

/**
 * One request of a person who logs in, or to the own account. It concerns no workspace, so it has
 * no `Caller`.
 */
export interface Visit<Body> {
  readonly requestId: string;
  readonly body: Body;
  /** Null if a trusted proxy gave no address. */
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** The session of the cookie, in any state but ENDED. */
  readonly session: VisitSession | null;
  /** The mark of a browser in which a person has logged in before. It may be forged. */
  readonly device: string | null;
  readonly connection: VisitConnection;
}

export interface VisitSession {
  readonly token: string;
  readonly snapshot: SessionSnapshot;
}

export interface VisitConnection {
  /** `http://localhost:7070`, for links and for the name of the site that a passkey is bound to. */
  readonly origin: string;
  readonly isSecure: boolean;
  readonly isLoopback: boolean;
  readonly mayLogIn: boolean;
}

/** The answer, and what it does to the browser. */
export interface Visited<Data> {
  readonly data: Data;
  /** A text sets the cookie, and `null` removes it. */
  readonly cookies?: Readonly<Partial<Record<'session' | 'device' | 'sso', string | null>>>;
  /** Whether the browser is told to clear what it has stored of us. */
  readonly clearsSite?: boolean;
}

/** An operation that only people call. */
export interface PeopleRpc {
  readonly definition: Operation;
  readonly handle: (visit: Visit<unknown>, deps: RpcDeps) => Promise<Visited<unknown>>;
}

/** The same with a session that may do everything that the person may. */
type AccountVisit<Body> = Visit<Body> & { readonly session: VisitSession };

/** Joins an operation of logging in with its handler. There may be a session or none. */
export function implementLogin<Name extends string, Request extends TSchema, Data extends TSchema>(
  definition: Operation<Name, Request, Data>,
  handler: (visit: Visit<Static<Request>>, deps: RpcDeps) => Promise<Visited<Static<Data>>>,
): PeopleRpc {
  return {
    definition,
    // The caller of `handle` has validated the body against `definition.request` before it calls.
    handle: (visit, deps) => handler(visit as Visit<Static<Request>>, deps),
  };
}

/** Joins an operation on the own account with its handler. The door has judged the session. */
export function implementAccount<
  Name extends string,
  Request extends TSchema,
  Data extends TSchema,
>(
  definition: Operation<Name, Request, Data>,
  handler: (visit: AccountVisit<Static<Request>>, deps: RpcDeps) => Promise<Visited<Static<Data>>>,
): PeopleRpc {
  return {
    definition,
    handle(visit, deps) {
      const { session } = visit;
      if (session === null) throw new Error('an account was reached without a session');
      const isConfirmed = steppedUpUntil(session.snapshot, deps.clock.nowMs()) !== null;
      if (definition.stepUp === true && !isConfirmed) throw stepUpNeeded();
      return handler({ ...(visit as Visit<Static<Request>>), session }, deps);
    },
  };
}
