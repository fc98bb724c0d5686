import { allOf, anyOf, type Right, tuple, urn } from './right.js';

/*
 * The forms of rights, by the thing that they are about. A refusal names the alternatives in the
 * order in which they stand here, and clients parse that text.
 */

/** On one API, or on all. */
export function onApi(action: string): readonly [Right, Right] {
  return [tuple(`api.*.${action}`), tuple(`api.{apiId}.${action}`)];
}

/** On the API of a key, or on the key itself. */
export function onKey(action: string): Right {
  return anyOf(...onApi(action), keyUrn(action));
}

export function keyUrn(action: string): Right {
  return urn('keyspaces/{keySpaceId}/keys/{keyId}', action);
}

export function allKeysUrn(action: string): Right {
  return urn('keyspaces/{keySpaceId}/keys/*', action);
}

export function keySpaceUrn(action: string): Right {
  return urn('keyspaces/{keySpaceId}', action);
}

/**
 * The URN on the key alone is enough. The tuples on the API also need those on roles and
 * permissions.
 */
export function updateKeyAnd(...tuples: readonly string[]): Right {
  return anyOf(
    keyUrn('update_key'),
    allOf(anyOf(...onApi('update_key')), ...tuples.map((text) => tuple(text))),
  );
}

/** The ids that `onKey` and `updateKeyAnd` name. */
export const KEY_IDS = ['apiId', 'keySpaceId', 'keyId'] as const;
/** The ids of a key space that are known before there is a key. */
export const KEY_SPACE_IDS = ['apiId', 'keySpaceId'] as const;

/** A right on one identity is held as a tuple. The URN is always on all identities. */
export function onAllIdentities(action: string): Right {
  return anyOf(tuple(`identity.*.${action}`), urn('projects/*/identities/*', action));
}

/** On one namespace, or on all. */
export function onNamespace(action: string): readonly [Right, Right] {
  return [tuple(`ratelimit.*.${action}`), tuple(`ratelimit.{namespaceId}.${action}`)];
}

export function overrideUrn(action: string): Right {
  return urn('ratelimits/namespaces/{namespaceId}/overrides/{overrideId}', action);
}

/**
 * Reading the analytics of one API, or of all. A list of rows that a caller may read has the id of
 * an API where a tuple names one, and that of its key space where a URN does.
 */
export const READ_ANALYTICS = {
  right: anyOf(...onApi('read_analytics'), keySpaceUrn('read_analytics')),
  found: KEY_SPACE_IDS,
  rows: 'filtered',
} as const;

/** The same for limit checks, by their namespaces. */
export const READ_LIMIT_ANALYTICS = {
  right: anyOf(
    ...onNamespace('read_analytics'),
    urn('ratelimits/namespaces/{namespaceId}', 'read_analytics'),
  ),
  found: ['namespaceId'],
  rows: 'filtered',
} as const;

/** The tuple is always on all permissions, the URN on one. */
export function onPermission(action: string): Right {
  return anyOf(
    tuple(`rbac.*.${action}`),
    urn('projects/{projectId}/rbac/permissions/{permissionId}', 'write'),
  );
}

/** The same for roles. */
export function onRole(action: string): Right {
  return anyOf(tuple(`rbac.*.${action}`), urn('projects/{projectId}/rbac/roles/{roleId}', 'write'));
}

/** Needed in addition where an operation names permissions that do not exist yet. */
export const CREATE_MISSING_PERMISSIONS: Right = anyOf(
  urn('rbac/permissions/*', 'create_permission'),
  tuple('rbac.*.create_permission'),
);

/** Completes the sentence of each right that only a workspace with `strictRights` asks for. */
function strictly(what: string): string {
  return `${what}, if the workspace has strictRights`;
}

/** Needed in addition where a workspace with `strictRights` gives an identity to a key. */
const STRICT_IDENTITY = {
  useIdentity: {
    when: strictly('to give an existing identity'),
    right: onAllIdentities('update_identity'),
  },
  createIdentity: {
    when: strictly('to create an identity'),
    right: onAllIdentities('create_identity'),
  },
} as const;

const STRICT_CREATION = {
  createPermission: {
    when: strictly('to create a permission'),
    right: CREATE_MISSING_PERMISSIONS,
  },
} as const;

/** The same for a new key. */
export const STRICT_FOR_NEW_KEYS = {
  ...STRICT_IDENTITY,
  ...STRICT_CREATION,
  givePermissions: {
    when: strictly('to give permissions'),
    right: tuple('rbac.*.add_permission_to_key'),
  },
  giveRoles: { when: strictly('to give roles'), right: tuple('rbac.*.add_role_to_key') },
} as const;

/** The same for a key that exists, whose permissions and roles are replaced. */
export const STRICT_FOR_UPDATES = {
  ...STRICT_IDENTITY,
  ...STRICT_CREATION,
  givePermissions: {
    when: strictly('to set permissions'),
    right: allOf(tuple('rbac.*.add_permission_to_key'), tuple('rbac.*.remove_permission_from_key')),
  },
  giveRoles: {
    when: strictly('to set roles'),
    right: allOf(tuple('rbac.*.add_role_to_key'), tuple('rbac.*.remove_role_from_key')),
  },
} as const;

/** The same where an import creates roles. */
export const STRICT_FOR_IMPORTS = {
  ...STRICT_FOR_NEW_KEYS,
  createRole: { when: strictly('to create a role'), right: tuple('rbac.*.create_role') },
} as const;

export const STRICT_FOR_SETTING_ROLES = { giveRoles: STRICT_FOR_UPDATES.giveRoles } as const;

export const STRICT_FOR_REMOVING_ROLES = {
  takeRoles: { when: strictly('to take roles'), right: tuple('rbac.*.remove_role_from_key') },
} as const;
