import { type InferResult, sql } from 'kysely';
import { type MemberRole, memberRoleOf } from '../../domain/people/roles.js';
import { containsText } from '../database/contains-text.js';
import type { Db, Tx } from '../database/database.js';
import { customRoleOf } from '../people/memberships.js';
import { countRows, inListOrder, type SmallListQuery, type Sorted } from '../search/small-list.js';

/** A person in a workspace. */
export interface StoredMember {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Id of a built-in role, or of one of the workspace. */
  readonly role: string;
  /** `null`: the role is built in. */
  readonly customRole: { readonly name: string; readonly permissions: readonly string[] } | null;
  /** An authenticator app, or a passkey. */
  readonly hasSecondFactor: boolean;
  readonly joinedAtMs: number;
}

interface MemberSelector {
  readonly workspaceId: string;
  readonly userId: string;
}

/** The caller has locked the team, so no other change comes between. */
export async function findMember(
  db: Db,
  { workspaceId, userId }: MemberSelector,
): Promise<StoredMember | undefined> {
  const row = await selectMembers(db, workspaceId)
    .where('users.id', '=', userId)
    .executeTakeFirst();
  return row === undefined ? undefined : toMember(row);
}

/**
 * The role of a person, locked until the transaction ends: no other transaction takes it away, or
 * changes what it allows.
 */
export async function lockMemberRole(
  tx: Tx,
  { workspaceId, userId }: MemberSelector,
): Promise<MemberRole | undefined> {
  const member = await tx
    .selectFrom('memberships')
    .select(['role', 'custom_role_id'])
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .forShare()
    .executeTakeFirst();
  if (member === undefined) return undefined;
  if (member.custom_role_id === null) return memberRoleOf(member.role, null);
  const { permissions } = await tx
    .selectFrom('team_roles')
    .select('permissions')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', member.custom_role_id)
    .forShare()
    .executeTakeFirstOrThrow();
  return memberRoleOf(member.role, permissions);
}

export async function findMemberByEmail(
  db: Db,
  { workspaceId, emailFold }: { workspaceId: string; emailFold: string },
): Promise<StoredMember | undefined> {
  const row = await selectMembers(db, workspaceId)
    .where('users.email_fold', '=', emailFold)
    .executeTakeFirst();
  return row === undefined ? undefined : toMember(row);
}

/**
 * How many owners there are beside this person who can log in without a single sign-on. Its issuer
 * may be gone or wrong, and then they are the ones who mend it.
 */
export async function countOtherLocalOwners(
  tx: Tx,
  { workspaceId, userId }: MemberSelector,
): Promise<number> {
  const { owners } = await tx
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(({ fn }) => fn.countAll<number>().as('owners'))
    .where('memberships.workspace_id', '=', workspaceId)
    .where('memberships.role', '=', 'owner')
    .where('memberships.user_id', '<>', userId)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('users.password_hash', 'is not', null),
        exists(
          selectFrom('user_passkeys')
            .select('user_passkeys.id')
            .whereRef('user_passkeys.user_id', '=', 'users.id'),
        ),
      ]),
    )
    .executeTakeFirstOrThrow();
  return owners;
}

export async function updateMemberRole(
  tx: Tx,
  { workspaceId, userId, role, nowMs }: MemberSelector & { role: string; nowMs: number },
): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ role, updated_at_ms: nowMs })
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute();
}

export async function removeMember(tx: Tx, { workspaceId, userId }: MemberSelector): Promise<void> {
  await tx
    .deleteFrom('memberships')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute();
}

/** The members with a role, whose rights change with it. */
export async function findUsersWithRole(
  tx: Tx,
  { workspaceId, role }: { workspaceId: string; role: string },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('memberships')
    .select('user_id')
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', role)
    .execute();
  return rows.map((row) => row.user_id);
}

type MemberList = SmallListQuery & { readonly workspaceId: string };

export async function listMembers(db: Db, list: MemberList): Promise<Sorted<StoredMember>[]> {
  const rows = await inListOrder(selectFound(db, list), list, {
    id: 'users.id',
    text: 'users.email',
  }).execute();
  return rows.map((row) => ({ ...toMember(row), sortedBy: row.sortedBy }));
}

export async function countMembers(db: Db, list: MemberList): Promise<number> {
  return countRows(selectFound(db, list));
}

function selectFound(db: Db, { workspaceId, text }: MemberList) {
  return selectMembers(db, workspaceId).$if(text !== '', (query) =>
    query.where(containsText(['id', 'email', 'name'], 'users', text)),
  );
}

function selectMembers(db: Db, workspaceId: string) {
  return db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .leftJoin('team_roles', (join) =>
      join
        .onRef('team_roles.workspace_id', '=', 'memberships.workspace_id')
        .onRef('team_roles.id', '=', 'memberships.custom_role_id'),
    )
    .select([
      'users.id',
      'users.email',
      'users.name',
      'memberships.role',
      'memberships.created_at_ms',
      'team_roles.name as role_name',
      'team_roles.permissions',
      hasSecondFactor.as('has_second_factor'),
    ])
    .where('memberships.workspace_id', '=', workspaceId);
}

/** For a statement that selects from `users`. */
const hasSecondFactor = sql<boolean>`(
  exists (
    select from user_totps where user_totps.user_id = users.id and user_totps.secret is not null
  ) or exists (
    select from user_passkeys where user_passkeys.user_id = users.id
  )
)`;

type MemberRow = InferResult<ReturnType<typeof selectMembers>>[number];

function toMember(row: MemberRow): StoredMember {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    customRole: customRoleOf(row),
    hasSecondFactor: row.has_second_factor,
    joinedAtMs: row.created_at_ms,
  };
}
