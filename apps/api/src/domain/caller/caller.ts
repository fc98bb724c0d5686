import type { AuditActor } from '../audit/audit-event.js';
import { allGrants } from '../authorization/all-grants.js';
import { type Grants, parseGrants } from '../authorization/grants.js';

/**
 * Who calls an operation. What depends on the kind of caller is decided here, by one function for
 * each question; everything else treats all callers alike.
 *
 * Every caller acts in one workspace, and may do there what its `grants` say.
 */
export type Caller = RootKeyCaller | UserCaller | PortalUserCaller | SystemCaller;

/** Who causes a change, and from where, as the audit log shows it. */
export interface Origin {
  readonly caller: Caller;
  /** `null`: from inside of the service. */
  readonly ip: string | null;
  readonly userAgent: string | null;
}

export interface RootKeyCaller {
  readonly kind: 'rootKey';
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
  readonly grants: Grants;
  /** How many requests all root keys of the workspace together may send; `null`: unlimited. */
  readonly workspaceRequestsPerMinute: number | null;
}

/** A person who is logged in to the dashboard. */
interface UserCaller {
  readonly kind: 'user';
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
  readonly grants: Grants;
}

/** A customer of the workspace, in a session of its portal. */
interface PortalUserCaller {
  readonly kind: 'portalUser';
  readonly workspaceId: string;
  readonly sessionId: string;
  /** As the workspace names this customer. */
  readonly externalId: string;
  readonly grants: Grants;
}

/** The service itself, which does something that no request has asked for. */
interface SystemCaller {
  readonly kind: 'system';
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
  readonly grants: Grants;
}

/** The system may do everything, and holds the grants for it, so no check needs an exception. */
export function systemCaller(part: {
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
}): SystemCaller {
  const { workspaceId, id, name } = part;
  return { kind: 'system', workspaceId, id, name, grants: parseGrants(allGrants(workspaceId)) };
}

/** Who did it, in the words that readers of the audit log know from the reference. */
export function auditActorOf(caller: Caller): AuditActor {
  switch (caller.kind) {
    case 'rootKey':
      return { type: 'rootkey', id: caller.id, name: caller.name };
    case 'user':
      return { type: 'user', id: caller.id, name: caller.name };
    case 'portalUser':
      return { type: 'portalEndUser', id: caller.externalId, name: caller.externalId };
    case 'system':
      return { type: 'system', id: caller.id, name: caller.name };
  }
}

/**
 * The request limit of the workspace, if it applies to this caller; `null`: it does not. It counts
 * root keys only: a user of the dashboard must be able to lift it when programs have used it up.
 */
export function requestsPerMinuteOf(caller: Caller): number | null {
  switch (caller.kind) {
    case 'rootKey':
      return caller.workspaceRequestsPerMinute;
    case 'user':
    case 'portalUser':
    case 'system':
      return null;
  }
}

/**
 * Within which an Idempotency-Key names one request: each caller has a namespace of its own.
 * `null`: the system authenticates with no credential, so it cannot use an Idempotency-Key.
 */
export function idempotencyNamespaceOf(caller: Caller): string | null {
  switch (caller.kind) {
    case 'rootKey':
    case 'user':
      return caller.id;
    case 'portalUser':
      return caller.sessionId;
    case 'system':
      return null;
  }
}
