import { Problem } from './problems.js';
import { looksLikeNamespaceId } from './rate-limit/namespace.js';

/*
 * One text for missing, deleted, foreign and hidden things, so that a caller learns nothing from
 * the text.
 */

export function apiNotFound(): Problem {
  return new Problem('unkey/data/api_not_found', 'This API does not exist or has been deleted.');
}

export function keyNotFound(): Problem {
  return new Problem('unkey/data/key_not_found', 'This key does not exist or has been deleted.');
}

export function identityNotFound(): Problem {
  return new Problem(
    'unkey/data/identity_not_found',
    'This identity does not exist or has been deleted.',
  );
}

export function migrationNotFound(): Problem {
  return new Problem(
    'unkey/data/migration_not_found',
    'This migration does not exist. Create one with migrations.createMigration.',
  );
}

export function permissionNotFound(permission: string): Problem {
  return new Problem(
    'unkey/data/permission_not_found',
    `Permission '${permission}' does not exist.`,
  );
}

export function roleNotFound(role: string): Problem {
  return new Problem('unkey/data/role_not_found', `Role '${role}' does not exist.`);
}

export function rootKeyNotFound(): Problem {
  return new Problem(
    'unkey/data/root_key_not_found',
    'This root key does not exist or has been deleted.',
  );
}

export function namespaceNotFound(): Problem {
  return new Problem(
    'unkey/data/ratelimit_namespace_not_found',
    'This rate-limit namespace does not exist.',
  );
}

/** A mistyped id must not become the name of a new namespace. */
export function refuseUnknownId(idOrName: string): void {
  if (looksLikeNamespaceId(idOrName)) throw namespaceNotFound();
}

/** Only checks distinguish a deleted namespace from a missing one, which they would create. */
export function namespaceGone(name: string): Problem {
  return new Problem(
    'unkey/data/ratelimit_namespace_gone',
    `The rate-limit namespace '${name}' has been deleted. Create it again with ratelimit.createNamespace if it is needed.`,
  );
}

export function overrideNotFound(): Problem {
  return new Problem('unkey/data/ratelimit_override_not_found', 'This override does not exist.');
}

export function memberNotFound(): Problem {
  return new Problem(
    'unlatch/team/member_not_found',
    'This person is not a member of the workspace.',
  );
}

export function invitationNotFound(): Problem {
  return new Problem(
    'unlatch/team/invitation_not_found',
    'This invitation does not exist, was accepted or deleted, or has expired.',
  );
}

export function teamRoleNotFound(role: string): Problem {
  return new Problem('unlatch/team/role_not_found', `No role of members has the id '${role}'.`);
}
