import { sql } from 'kysely';
import { foldCase } from '../../lib/fold-case.js';
import type { Db, Tx } from '../database/database.js';
import { type PageRow, readWithinPage } from '../database/page-bytes.js';
import { unlessTaken } from '../database/unless-taken.js';

/** A role that a workspace has made for its members. */
export interface TeamRole {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly permissions: readonly string[];
}

export interface CountedTeamRole extends TeamRole {
  readonly members: number;
}

interface RoleSelector {
  readonly workspaceId: string;
  readonly roleId: string;
}

/** False if the name is taken, in any case. */
export async function insertTeamRole(
  tx: Tx,
  role: TeamRole & { readonly workspaceId: string; readonly nowMs: number },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('team_roles')
    .values({
      workspace_id: role.workspaceId,
      id: role.id,
      name: role.name,
      name_fold: foldCase(role.name),
      description: role.description,
      permissions: [...role.permissions],
      created_at_ms: role.nowMs,
      updated_at_ms: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'name_fold']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The caller has locked the team, so no other change comes between. */
export async function findTeamRole(
  db: Db,
  { workspaceId, roleId }: RoleSelector,
): Promise<TeamRole | undefined> {
  return db
    .selectFrom('team_roles')
    .select(['id', 'name', 'description', 'permissions'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', roleId)
    .executeTakeFirst();
}

/** False if another role has the name, in any case. */
export async function updateTeamRole(
  tx: Tx,
  role: TeamRole & { readonly workspaceId: string; readonly nowMs: number },
): Promise<boolean> {
  return unlessTaken(() =>
    tx
      .updateTable('team_roles')
      .set({
        name: role.name,
        name_fold: foldCase(role.name),
        description: role.description,
        permissions: [...role.permissions],
        updated_at_ms: role.nowMs,
      })
      .where('workspace_id', '=', role.workspaceId)
      .where('id', '=', role.id)
      .execute(),
  );
}

export async function removeTeamRole(tx: Tx, { workspaceId, roleId }: RoleSelector): Promise<void> {
  await tx
    .deleteFrom('team_roles')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', roleId)
    .execute();
}

/** Whether a member has it, or an invitation promises it. Expired invitations count as well. */
export async function isTeamRoleInUse(
  tx: Tx,
  { workspaceId, roleId }: RoleSelector,
): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (
      select from memberships where workspace_id = ${workspaceId} and custom_role_id = ${roleId}
    ) or exists (
      select from invitations where workspace_id = ${workspaceId} and custom_role_id = ${roleId}
    ) as used`.execute(tx);
  return rows[0]?.used === true;
}

/** Those of the workspace in the order of ids, which is that of creation. */
export async function listTeamRoles(
  db: Db,
  list: {
    readonly workspaceId: string;
    readonly fromId: string;
    readonly limit: number;
    readonly bytesMax: number;
  },
): Promise<(CountedTeamRole & PageRow)[]> {
  const rows = db
    .selectFrom('team_roles')
    .select(['id', 'name', 'description', 'permissions'])
    .select((eb) =>
      eb
        .selectFrom('memberships')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('memberships.workspace_id', '=', 'team_roles.workspace_id')
        .whereRef('memberships.custom_role_id', '=', 'team_roles.id')
        .$asScalar()
        .$notNull()
        .as('members'),
    )
    .where('workspace_id', '=', list.workspaceId)
    .where('id', '>=', list.fromId)
    .orderBy('id')
    .limit(list.limit);
  return readWithinPage<CountedTeamRole>(db, {
    rows,
    sized: ['permissions', 'description'],
    order: sql`page.id`,
    bytesMax: list.bytesMax,
  });
}

/** How many members have each role, custom ones included. */
export async function countMembersByRole(
  db: Db,
  workspaceId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('memberships')
    .select(({ fn }) => ['role', fn.countAll<number>().as('members')])
    .where('workspace_id', '=', workspaceId)
    .groupBy('role')
    .execute();
  return new Map(rows.map(({ role, members }) => [role, members]));
}
