import type { Db, Tx } from '../database/database.js';

/** A workspace of a person. Deleted workspaces have no members any more. */
export interface Membership {
  readonly workspaceId: string;
  readonly slug: string;
  readonly workspaceName: string;
  readonly workspaceEnabled: boolean;
  /** A built-in role, or the id of a custom one. */
  readonly role: string;
  /** `null`: the role is built in. */
  readonly customRole: { readonly name: string; readonly permissions: readonly string[] } | null;
}

/** A person may belong to so many workspaces. Each of them is read with each session. */
export const WORKSPACES_OF_PERSON_MAX = 100;

/** By user. Not scoped to a workspace: the question is which ones they belong to. */
export async function findMemberships(
  db: Db,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Membership[]>> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('workspaces', 'workspaces.id', 'memberships.workspace_id')
    .leftJoin('team_roles', (join) =>
      join
        .onRef('team_roles.workspace_id', '=', 'memberships.workspace_id')
        .onRef('team_roles.id', '=', 'memberships.custom_role_id'),
    )
    .select([
      'memberships.user_id',
      'memberships.workspace_id',
      'memberships.role',
      'workspaces.slug',
      'workspaces.name',
      'workspaces.enabled',
      'team_roles.name as role_name',
      'team_roles.permissions',
    ])
    .where(({ eb, val, fn }) => eb('memberships.user_id', '=', fn.any(val([...userIds]))))
    .where('workspaces.deleted_at_ms', 'is', null)
    .orderBy('memberships.created_at_ms')
    .orderBy('memberships.workspace_id')
    .execute();
  const byUser = new Map<string, Membership[]>(userIds.map((id) => [id, []]));
  for (const row of rows) {
    byUser.get(row.user_id)?.push({
      workspaceId: row.workspace_id,
      slug: row.slug ?? row.workspace_id,
      workspaceName: row.name,
      workspaceEnabled: row.enabled,
      role: row.role,
      customRole: customRoleOf(row),
    });
  }
  return byUser;
}

/** From the columns of a left join. */
export function customRoleOf({
  role_name: name,
  permissions,
}: {
  readonly role_name: string | null;
  readonly permissions: readonly string[] | null;
}): { readonly name: string; readonly permissions: readonly string[] } | null {
  return name === null || permissions === null ? null : { name, permissions };
}

/** Gives the person the role, whether the person belonged to the workspace before or not. */
export async function putMembership(
  tx: Tx,
  membership: {
    readonly workspaceId: string;
    readonly userId: string;
    readonly role: string;
    readonly nowMs: number;
  },
): Promise<void> {
  const { workspaceId, userId, role, nowMs } = membership;
  await tx
    .insertInto('memberships')
    .values({
      workspace_id: workspaceId,
      user_id: userId,
      role,
      created_at_ms: nowMs,
      updated_at_ms: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'user_id']).doUpdateSet({ role, updated_at_ms: nowMs }),
    )
    .execute();
}

/** The oldest live workspace, which the first start has made. `undefined`: there is none. */
export async function findFirstWorkspaceId(db: Db): Promise<string | undefined> {
  const row = await db
    .selectFrom('workspaces')
    .select('id')
    .where('deleted_at_ms', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}
