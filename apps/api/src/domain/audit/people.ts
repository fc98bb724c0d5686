import type { AuditEvent, AuditTarget } from './audit-event.js';

/*
 * What people do with their accounts and sessions. These events concern no workspace, and each
 * workspace of the person gets them: all of its auditors may ask who was logged in.
 */

interface AuditedUser {
  readonly id: string;
  readonly email: string;
}

interface AuditedPasskey {
  readonly id: string;
  readonly name: string;
}

function userTarget({ id, email }: AuditedUser): AuditTarget {
  return { type: 'user', id, name: email };
}

function sessionTarget(sessionId: string): AuditTarget {
  return { type: 'session', id: sessionId };
}

export function userCreated(user: AuditedUser, role: string): AuditEvent {
  return {
    event: 'user.create',
    description: `Created user ${user.email} with the role ${role}`,
    targets: [{ ...userTarget(user), meta: { role } }],
  };
}

export function userRenamed(user: AuditedUser, name: string): AuditEvent {
  return {
    event: 'user.update',
    description: `Updated user ${user.email}`,
    targets: [{ ...userTarget(user), meta: { name } }],
  };
}

export function passwordSet(user: AuditedUser): AuditEvent {
  return {
    event: 'user.set_password',
    description: `Set the password of user ${user.email}`,
    targets: [userTarget(user)],
  };
}

/** `by`: what proved who it is, such as `password`. */
export function sessionBegun(user: AuditedUser, session: { id: string; by: string }): AuditEvent {
  return {
    event: 'session.create',
    description: `User ${user.email} logged in by ${session.by}`,
    targets: [userTarget(user), { ...sessionTarget(session.id), meta: { by: session.by } }],
  };
}

export function sessionEnded(user: AuditedUser, sessionId: string): AuditEvent {
  return {
    event: 'session.end',
    description: `Ended session ${sessionId} of user ${user.email}`,
    targets: [userTarget(user), sessionTarget(sessionId)],
  };
}

export function otherSessionsEnded(user: AuditedUser, count: number): AuditEvent {
  return {
    event: 'session.end',
    description: `Ended ${count} other sessions of user ${user.email}`,
    targets: [{ ...userTarget(user), meta: { sessions: count } }],
  };
}

export function identityConfirmed(
  user: AuditedUser,
  session: { id: string; by: string },
): AuditEvent {
  return {
    event: 'session.step_up',
    description: `User ${user.email} confirmed the identity by ${session.by}`,
    targets: [userTarget(user), sessionTarget(session.id)],
  };
}

/** The count says of how many in a row it is the last. Not every failure is recorded. */
export function loginFailed(user: AuditedUser, failures: number): AuditEvent {
  return {
    event: 'user.login_failed',
    description: `Refused a log-in of user ${user.email}, for the ${ordinal(failures)} time in a row`,
    targets: [{ ...userTarget(user), meta: { failures } }],
  };
}

export function userUnlocked(user: AuditedUser): AuditEvent {
  return {
    event: 'user.unlock',
    description: `Ended the wait of user ${user.email}`,
    targets: [userTarget(user)],
  };
}

export function totpSet(user: AuditedUser): AuditEvent {
  return {
    event: 'user.set_totp',
    description: `User ${user.email} set up an authenticator app`,
    targets: [userTarget(user)],
  };
}

export function totpRemoved(user: AuditedUser): AuditEvent {
  return {
    event: 'user.remove_totp',
    description: `User ${user.email} removed the authenticator app`,
    targets: [userTarget(user)],
  };
}

export function recoveryCodesCreated(user: AuditedUser): AuditEvent {
  return {
    event: 'user.create_recovery_codes',
    description: `User ${user.email} made new recovery codes`,
    targets: [userTarget(user)],
  };
}

export function passkeyAdded(user: AuditedUser, passkey: AuditedPasskey): AuditEvent {
  return {
    event: 'user.add_passkey',
    description: `User ${user.email} added the passkey ${passkey.id}`,
    targets: [{ ...userTarget(user), meta: { passkey: passkey.id, name: passkey.name } }],
  };
}

export function passkeyRemoved(user: AuditedUser, passkey: AuditedPasskey): AuditEvent {
  return {
    event: 'user.remove_passkey',
    description: `User ${user.email} removed the passkey ${passkey.id}`,
    targets: [{ ...userTarget(user), meta: { passkey: passkey.id, name: passkey.name } }],
  };
}

function ordinal(count: number): string {
  const isTeen = count % 100 > 10 && count % 100 < 14;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
}
