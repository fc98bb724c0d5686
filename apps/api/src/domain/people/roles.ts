import { ACTIONS } from '@unlatch/contract/rights/actions';
import {
  BUILT_IN_ROLE_IDS,
  BUILT_IN_ROLES,
  type BuiltInRole,
  isBuiltInRole,
} from '@unlatch/contract/rights/team-roles';
import { foldCase } from '../../lib/fold-case.js';
import { allGrants } from '../authorization/all-grants.js';

/**
 * What members of a workspace may do.
 *
 * A role is nothing but a list of permissions, in the language of root keys. So every check, and
 * the rule that no caller gives what it does not hold, work for people as they are. That owners are
 * made and removed only by owners follows too: `OWNERS_ONLY` is a permission that no other built-in
 * role has, and that a role can get only from a holder.
 */

/** Asked for to make, change or remove an owner. */
export const OWNERS_ONLY = 'team.*.manage_owners';

/** The role of a member: a built-in one, or one of the workspace with its permissions. */
export type MemberRole =
  | { readonly kind: 'builtIn'; readonly id: BuiltInRole }
  | { readonly kind: 'custom'; readonly id: string; readonly permissions: readonly string[] };

export function permissionsOf(role: MemberRole, workspaceId: string): readonly string[] {
  return role.kind === 'custom' ? role.permissions : permissionsOfBuiltIn(role.id, workspaceId);
}

/** `unkey:` permissions name their workspace, so they are made for each. */
export function permissionsOfBuiltIn(role: BuiltInRole, workspaceId: string): readonly string[] {
  const urns = (texts: readonly string[]) => texts.map((text) => `unkey:v1:${workspaceId}:${text}`);
  switch (role) {
    case 'owner':
      return allGrants(workspaceId);
    case 'admin':
      return allGrants(workspaceId).filter((permission) => permission !== OWNERS_ONLY);
    case 'developer':
      return [...DEVELOPER_TUPLES, ...urns(['limits#read', 'usage#read'])];
    case 'analyst':
      return [...ANALYST_TUPLES, ...urns(['limits#read', 'usage#read'])];
    case 'auditor':
      return [...AUDITOR_TUPLES, ...urns(['rootKeys/*#read', 'limits#read', 'usage#read'])];
  }
}

/** The built-in roles, from the most powerful to the least. */
export const BUILT_IN: readonly BuiltInRole[] = BUILT_IN_ROLE_IDS;

/** Whether a member with this role counts as an owner, of whom a workspace keeps at least one. */
export function isOwner(roleId: string): boolean {
  return roleId === 'owner';
}

/** The name of a role, to show to people. `customName`: that of a role of the workspace. */
export function nameOfRole(roleId: string, customName: string | null): string {
  return isBuiltInRole(roleId) ? BUILT_IN_ROLES[roleId].name : (customName ?? roleId);
}

/** A role of the workspace must not look like a built-in one. */
export function isNameOfBuiltIn(name: string): boolean {
  const fold = foldCase(name);
  return BUILT_IN.some((id) => id === fold || foldCase(BUILT_IN_ROLES[id].name) === fold);
}

/** As the database has it: the id of a built-in role, or that of a role of the workspace. */
export function memberRoleOf(
  roleId: string,
  customPermissions: readonly string[] | null,
): MemberRole {
  if (isBuiltInRole(roleId)) return { kind: 'builtIn', id: roleId };
  // A role that this program does not know, of a newer one, allows nothing.
  return { kind: 'custom', id: roleId, permissions: customPermissions ?? [] };
}

type Type = keyof typeof ACTIONS;

function all(type: Type): string[] {
  return ACTIONS[type].map((action) => `${type}.*.${action}`);
}

/** Those that only look at things. None of them shows a secret. */
function reading(type: Type): string[] {
  return ACTIONS[type]
    .filter((action) => action.startsWith('read_') || action.startsWith('list_'))
    .map((action) => `${type}.*.${action}`);
}

/** Who is in the team, so that a page can say who may give a missing right. */
const SEES_TEAM = ['team.*.read_member', 'team.*.read_role'];

const DEVELOPER_TUPLES: readonly string[] = [
  ...(['api', 'ratelimit', 'rbac', 'identity', 'migration', 'project'] as const).flatMap(all),
  'workspace.*.read_workspace',
  ...SEES_TEAM,
];

const ANALYST_TUPLES: readonly string[] = [
  ...(['api', 'ratelimit', 'rbac', 'identity', 'migration', 'project'] as const).flatMap(reading),
  'workspace.*.read_workspace',
  ...SEES_TEAM,
];

const AUDITOR_TUPLES: readonly string[] = [
  'audit_log.*.read_audit_log',
  'workspace.*.read_workspace',
  ...SEES_TEAM,
  'team.*.read_invitation',
];
