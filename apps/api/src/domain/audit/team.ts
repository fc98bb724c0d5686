import type { AuditEvent, AuditTarget } from './audit-event.js';

/* Audit events of the people of a workspace. The reference has none of them. */

interface AuditedMember {
  readonly userId: string;
  readonly email: string;
}

interface AuditedTeamRole {
  readonly id: string;
  readonly name: string;
}

interface AuditedInvitation {
  readonly id: string;
  readonly email: string;
  readonly role: string;
}

/** `by`: how the person came into the workspace. */
export function memberCreated(
  member: AuditedMember,
  { role, by }: { readonly role: string; readonly by: 'invitation' | 'setup' | 'sso' | 'creation' },
): AuditEvent {
  return {
    event: 'member.create',
    description: `${member.email} joined the workspace`,
    targets: [{ ...memberTarget(member), meta: { role, by } }],
  };
}

export function memberUpdated(
  member: AuditedMember,
  roles: { readonly before: string; readonly after: string },
): AuditEvent {
  return {
    event: 'member.update',
    description: `Changed the role of ${member.email} from ${roles.before} to ${roles.after}`,
    targets: [{ ...memberTarget(member), meta: { role: roles } }],
  };
}

export function memberDeleted(
  member: AuditedMember,
  { role, left }: { readonly role: string; readonly left: boolean },
): AuditEvent {
  return {
    event: 'member.delete',
    description: left ? `${member.email} left the workspace` : `Removed ${member.email}`,
    targets: [{ ...memberTarget(member), meta: { role } }],
  };
}

export function invitationCreated(invitation: AuditedInvitation): AuditEvent {
  return {
    event: 'invitation.create',
    description: `Invited ${invitation.email} as ${invitation.role}`,
    targets: [invitationTarget(invitation)],
  };
}

/** `because`: a new one for the same address, or the person who gave it no longer may. */
export function invitationDeleted(
  invitation: AuditedInvitation,
  because: 'request' | 'replaced' | 'inviter',
): AuditEvent {
  return {
    event: 'invitation.delete',
    description: `Deleted the invitation of ${invitation.email}`,
    targets: [invitationTarget(invitation, { because })],
  };
}

/** The holder of the link has used it. The event of the new member comes beside it. */
export function invitationAccepted(invitation: AuditedInvitation): AuditEvent {
  return {
    event: 'invitation.accept',
    description: `${invitation.email} accepted the invitation as ${invitation.role}`,
    targets: [invitationTarget(invitation)],
  };
}

export function teamRoleCreated(role: AuditedTeamRole, permissions: readonly string[]): AuditEvent {
  return {
    event: 'teamRole.create',
    description: `Created role ${role.id} for members`,
    targets: [{ ...teamRoleTarget(role), meta: { permissions } }],
  };
}

export function teamRoleUpdated(
  role: AuditedTeamRole,
  changes: Readonly<Record<string, unknown>>,
): AuditEvent {
  return {
    event: 'teamRole.update',
    description: `Updated role ${role.id} for members`,
    targets: [{ ...teamRoleTarget(role), meta: changes }],
  };
}

export function teamRoleDeleted(role: AuditedTeamRole, permissions: readonly string[]): AuditEvent {
  return {
    event: 'teamRole.delete',
    description: `Deleted role ${role.id} for members`,
    targets: [{ ...teamRoleTarget(role), meta: { permissions } }],
  };
}

function memberTarget({ userId, email }: AuditedMember): AuditTarget {
  return { type: 'user', id: userId, name: email };
}

function invitationTarget(
  { id, email, role }: AuditedInvitation,
  more: { readonly because?: string } = {},
): AuditTarget {
  return { type: 'invitation', id, name: email, meta: { role, ...more } };
}

function teamRoleTarget({ id, name }: AuditedTeamRole): AuditTarget {
  return { type: 'teamRole', id, name };
}
