import { Problem } from '../domain/problems.js';

/** One text for missing, deleted, foreign and hidden: nothing may be read from the difference. */
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
