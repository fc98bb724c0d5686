/*
 * The words of the audit trail. The other files of this folder have one function for each audit
 * event. Readers of the trail know its words from the reference. So descriptions, targets, their
 * order, and even an odd plural or full stop stay as they are.
 */

export interface AuditEvent {
  readonly event: AuditEventName;
  /** The event as a sentence for people. */
  readonly description: string;
  readonly targets: readonly AuditTarget[];
}

/** Every name of an audit event. `auditLogs.listAuditLogs` filters by it. */
export type AuditEventName =
  | 'api.create'
  | 'api.delete'
  | 'api.update'
  | 'authorization.connect_permission_and_key'
  | 'authorization.connect_role_and_key'
  | 'authorization.connect_role_and_permission'
  | 'authorization.disconnect_permission_and_key'
  | 'authorization.disconnect_role_and_key'
  | 'authorization.disconnect_role_and_permissions'
  | 'identity.create'
  | 'identity.delete'
  | 'identity.update'
  | 'invitation.accept'
  | 'invitation.create'
  | 'invitation.delete'
  | 'key.create'
  | 'key.decrypt'
  | 'key.delete'
  | 'key.reroll'
  | 'key.update'
  | 'keyMigration.create'
  | 'member.create'
  | 'member.delete'
  | 'member.update'
  | 'permission.create'
  | 'permission.delete'
  | 'permission.update'
  | 'ratelimit.create'
  | 'ratelimit.delete'
  | 'ratelimit.delete_override'
  | 'ratelimit.set_override'
  | 'ratelimit.update'
  | 'ratelimitNamespace.create'
  | 'ratelimitNamespace.delete'
  | 'role.create'
  | 'role.delete'
  | 'role.update'
  | 'teamRole.create'
  | 'teamRole.delete'
  | 'teamRole.update'
  | 'session.create'
  | 'session.end'
  | 'session.step_up'
  | 'user.add_passkey'
  | 'user.create'
  | 'user.create_recovery_codes'
  | 'user.login_failed'
  | 'user.remove_passkey'
  | 'user.remove_totp'
  | 'user.set_password'
  | 'user.set_totp'
  | 'user.unlock'
  | 'user.update'
  | 'workspace.create'
  | 'workspace.delete'
  | 'workspace.update';

/** One thing that the event concerns. */
export interface AuditTarget {
  readonly type: AuditTargetType;
  readonly id: string;
  readonly name?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
}

type AuditTargetType =
  | 'api'
  | 'identity'
  | 'invitation'
  | 'key'
  | 'keyMigration'
  | 'keySpace'
  | 'permission'
  | 'ratelimit'
  | 'ratelimitNamespace'
  | 'ratelimitOverride'
  | 'role'
  | 'rootKey'
  | 'teamRole'
  | 'session'
  | 'user'
  | 'workspace';

/** The actor of the event. `auditActorOf` gives it for a caller. */
export interface AuditActor {
  readonly type: 'rootkey' | 'user' | 'portalEndUser' | 'system';
  readonly id: string;
  readonly name: string;
}

/** The job that fills up the credits of keys. */
export const REFILL_ACTOR: AuditActor = {
  type: 'system',
  id: 'keyrefill',
  name: 'Key Refill Service',
};
