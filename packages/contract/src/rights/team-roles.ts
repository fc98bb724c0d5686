/**
 * The roles that every workspace has. A member has one role: one of these, or one that the
 * workspace has made of single permissions. What each of these may do is decided by the service:
 * team.listRoles shows it.
 */
export const BUILT_IN_ROLES = {
  owner: {
    name: 'Owner',
    description: 'May do everything, and alone makes and removes owners.',
  },
  admin: {
    name: 'Admin',
    description: 'May do everything but make, change and remove owners.',
  },
  developer: {
    name: 'Developer',
    description:
      'Works with APIs, keys, identities, permissions and rate limits. No root keys, settings, audit log or changes of the team.',
  },
  analyst: {
    name: 'Analyst',
    description: 'Reads everything but root keys and logs, and changes nothing.',
  },
  auditor: {
    name: 'Auditor',
    description:
      'Reads the audit log, the log of requests, root keys and the team, and exports them. Changes nothing.',
  },
} as const;

export type BuiltInRole = keyof typeof BUILT_IN_ROLES;

/** In the order from the most powerful role to the least. */
export const BUILT_IN_ROLE_IDS = ['owner', 'admin', 'developer', 'analyst', 'auditor'] as const;

export function isBuiltInRole(role: string): role is BuiltInRole {
  return Object.hasOwn(BUILT_IN_ROLES, role);
}
