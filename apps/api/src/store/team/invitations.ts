import { foldCase } from '../../lib/fold-case.js';
import type { Db, Tx } from '../database/database.js';
import type { InvitationTable } from '../tables/team.js';

export interface Inviter {
  readonly type: InvitationTable['inviter_type'];
  readonly id: string;
  readonly name: string;
}

export type MailState = InvitationTable['mail'];

export interface StoredInvitation {
  readonly id: string;
  readonly workspaceId: string;
  readonly email: string;
  /** Id of a built-in role, or of one of the workspace. */
  readonly role: string;
  readonly inviter: Inviter;
  readonly mail: MailState;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export interface ListedInvitation extends StoredInvitation {
  /** `null`: the role is built in. */
  readonly customRoleName: string | null;
}

/** The address has no other invitation to the workspace: `removeInvitationsTo` comes first. */
export async function insertInvitation(
  tx: Tx,
  invitation: StoredInvitation & { readonly tokenHash: string },
): Promise<void> {
  const { inviter } = invitation;
  await tx
    .insertInto('invitations')
    .values({
      workspace_id: invitation.workspaceId,
      id: invitation.id,
      email: invitation.email,
      email_fold: foldCase(invitation.email),
      role: invitation.role,
      token_hash: invitation.tokenHash,
      inviter_type: inviter.type,
      inviter_id: inviter.id,
      inviter_name: inviter.name,
      mail: invitation.mail,
      created_at_ms: invitation.createdAtMs,
      expires_at_ms: invitation.expiresAtMs,
    })
    .execute();
}

/** Those that have expired, so that they count against no quota and keep no role in use. */
export async function removeExpiredInvitations(
  tx: Tx,
  { workspaceId, nowMs }: { workspaceId: string; nowMs: number },
): Promise<void> {
  await tx
    .deleteFrom('invitations')
    .where('workspace_id', '=', workspaceId)
    .where('expires_at_ms', '<=', nowMs)
    .execute();
}

/** The open invitation of an address, and nothing if there is none. */
export async function removeInvitationsTo(
  tx: Tx,
  { workspaceId, email }: { workspaceId: string; email: string },
): Promise<StoredInvitation[]> {
  const rows = await tx
    .deleteFrom('invitations')
    .where('workspace_id', '=', workspaceId)
    .where('email_fold', '=', foldCase(email))
    .returning(COLUMNS)
    .execute();
  return rows.map(toInvitation);
}

export async function removeInvitationsBy(
  tx: Tx,
  { workspaceId, userIds }: { workspaceId: string; userIds: readonly string[] },
): Promise<StoredInvitation[]> {
  if (userIds.length === 0) return [];
  const rows = await tx
    .deleteFrom('invitations')
    .where('workspace_id', '=', workspaceId)
    .where('inviter_type', '=', 'user')
    .where(({ eb, val, fn }) => eb('inviter_id', '=', fn.any(val([...userIds]))))
    .returning(COLUMNS)
    .execute();
  return rows.map(toInvitation);
}

/** `undefined`: there is none that is still open. Of several calls at once, one gets it. */
export async function removeInvitation(
  tx: Tx,
  invitation: { workspaceId: string; invitationId: string; nowMs: number },
): Promise<StoredInvitation | undefined> {
  const row = await tx
    .deleteFrom('invitations')
    .where('workspace_id', '=', invitation.workspaceId)
    .where('id', '=', invitation.invitationId)
    .where('expires_at_ms', '>', invitation.nowMs)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row === undefined ? undefined : toInvitation(row);
}

/** Uses up a link. `undefined`: it does not work. Of several requests at once, one gets it. */
export async function takeInvitation(
  tx: Tx,
  invitation: { workspaceId: string; tokenHash: string; nowMs: number },
): Promise<StoredInvitation | undefined> {
  const row = await tx
    .deleteFrom('invitations')
    .where('workspace_id', '=', invitation.workspaceId)
    .where('token_hash', '=', invitation.tokenHash)
    .where('expires_at_ms', '>', invitation.nowMs)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row === undefined ? undefined : toInvitation(row);
}

/**
 * The invitation that a link is for, with the names that its page shows. Not scoped to a workspace:
 * the workspace follows from the token.
 */
export async function findInvitationByToken(
  db: Db,
  { tokenHash, nowMs }: { tokenHash: string; nowMs: number },
): Promise<(ListedInvitation & { readonly workspaceName: string }) | undefined> {
  const row = await db
    .selectFrom('invitations')
    .innerJoin('workspaces', 'workspaces.id', 'invitations.workspace_id')
    .leftJoin('team_roles', (join) =>
      join
        .onRef('team_roles.workspace_id', '=', 'invitations.workspace_id')
        .onRef('team_roles.id', '=', 'invitations.custom_role_id'),
    )
    .select(COLUMNS)
    .select(['workspaces.name as workspace_name', 'team_roles.name as custom_role_name'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at_ms', '>', nowMs)
    .where('workspaces.enabled', '=', true)
    .where('workspaces.deleted_at_ms', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { workspace_name: workspaceName, custom_role_name: customRoleName } = row;
  return { ...toInvitation(row), workspaceName, customRoleName };
}

/** Those that are open, in the order of ids, which is that of creation. */
export async function listInvitations(
  db: Db,
  list: {
    readonly workspaceId: string;
    readonly nowMs: number;
    readonly fromId: string;
    readonly limit: number;
  },
): Promise<ListedInvitation[]> {
  const rows = await db
    .selectFrom('invitations')
    .leftJoin('team_roles', (join) =>
      join
        .onRef('team_roles.workspace_id', '=', 'invitations.workspace_id')
        .onRef('team_roles.id', '=', 'invitations.custom_role_id'),
    )
    .select(COLUMNS)
    .select('team_roles.name as custom_role_name')
    .where('invitations.workspace_id', '=', list.workspaceId)
    .where('invitations.id', '>=', list.fromId)
    .where('invitations.expires_at_ms', '>', list.nowMs)
    .orderBy('invitations.id')
    .limit(list.limit)
    .execute();
  return rows.map((row) => ({ ...toInvitation(row), customRoleName: row.custom_role_name }));
}

/** What became of the mail. The invitation may be gone by then. */
export async function storeMailState(
  db: Db,
  part: { readonly workspaceId: string; readonly invitationId: string; readonly mail: MailState },
): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ mail: part.mail })
    .where('workspace_id', '=', part.workspaceId)
    .where('id', '=', part.invitationId)
    .execute();
}

const COLUMNS = [
  'invitations.id',
  'invitations.workspace_id',
  'invitations.email',
  'invitations.role',
  'invitations.inviter_type',
  'invitations.inviter_id',
  'invitations.inviter_name',
  'invitations.mail',
  'invitations.created_at_ms',
  'invitations.expires_at_ms',
] as const;

type InvitationRow = Pick<
  InvitationTable,
  'id' | 'email' | 'role' | 'inviter_type' | 'inviter_id' | 'inviter_name' | 'mail'
> & {
  readonly workspace_id: string;
  readonly created_at_ms: number;
  readonly expires_at_ms: number;
};

function toInvitation(row: InvitationRow): StoredInvitation {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    email: row.email,
    role: row.role,
    inviter: { type: row.inviter_type, id: row.inviter_id, name: row.inviter_name },
    mail: row.mail,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
  };
}
