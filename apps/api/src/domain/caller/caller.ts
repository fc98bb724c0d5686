import type { AuditActor } from '../audit/audit-event.js';
import { allGrants } from '../authorization/all-grants.js';
import { type Grants, parseGrants } from '../authorization/grants.js';

/**
 * The caller of an operation. This file decides everything that depends on the kind of caller, by
 * one function for each question. All other code treats all callers alike.
 *
 * Every caller acts in one workspace, and may do there what its `grants` say.
 */
export type Caller = RootKeyCaller | UserCaller | PortalUserCaller | SystemCaller;

/** The origin of a change, as the audit log shows it. */
export interface Origin {
  readonly caller: Caller;
  /** `null`: the service itself makes the change. */
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** `null`: no request makes the change. */
  readonly requestId: string | null;
}

export interface RootKeyCaller {
  readonly kind: 'rootKey';
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
  readonly grants: Grants;
  /** `null`: for ever. */
  readonly expiresAtMs: number | null;
  /**
   * How many requests per minute all root keys of the workspace together may send. `null`:
   * unlimited.
   */
  readonly workspaceRequestsPerMinute: number | null;
  /** Whether the workspace asks for rights on all that a key is given. */
  readonly strictRights: boolean;
}

/** A person who is logged in to the dashboard. */
interface UserCaller {
  readonly kind: 'user';
  readonly workspaceId: string;
  readonly id: string;
  /** The e-mail address, which is unique in the installation. */
  readonly name: string;
  readonly sessionId: string;
  readonly grants: Grants;
  /** Until when dangerous acts are permitted. `null`: the person has to confirm the identity. */
  readonly steppedUpUntilMs: number | null;
}

/** A customer of the workspace, in a session of its portal. */
interface PortalUserCaller {
  readonly kind: 'portalUser';
  readonly workspaceId: string;
  readonly sessionId: string;
  /** The id that the workspace has for this customer. */
  readonly externalId: string;
  readonly grants: Grants;
}

/** The service itself, in an action that no request has asked for. */
interface SystemCaller {
  readonly kind: 'system';
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
  readonly grants: Grants;
}

/** The system holds the grants for everything, so no check needs an exception. */
export function systemCaller(part: {
  readonly workspaceId: string;
  readonly id: string;
  readonly name: string;
}): SystemCaller {
  const { workspaceId, id, name } = part;
  return { kind: 'system', workspaceId, id, name, grants: parseGrants(allGrants(workspaceId)) };
}

/** The actor, in the words that readers of the audit log know from the reference. */
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
 * The request limit of the workspace for this caller. `null`: none. The limit applies only to root
 * keys: a user of the dashboard must be able to raise it when programs have used it up.
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
 * Whether the caller needs the rights on permissions, roles and identities in order to give them to
 * keys. The workspace decides that for its root keys. A person gets rights by roles, which are made
 * with these operations in mind.
 */
export function asksStrictly(caller: Caller): boolean {
  return caller.kind === 'rootKey' && caller.strictRights;
}

/** Whether the caller has to confirm its identity before a dangerous act. Programs cannot. */
export function isStepUpDue(caller: Caller, nowMs: number): boolean {
  if (caller.kind !== 'user') return false;
  return caller.steppedUpUntilMs === null || caller.steppedUpUntilMs <= nowMs;
}

/**
 * The namespace in which an Idempotency-Key names one request. Each caller has its own. `null`: the
 * system authenticates with no credential, so it cannot use an Idempotency-Key.
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
