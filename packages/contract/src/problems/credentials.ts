import type { ProblemKind } from './problem-kind.js';

/** What is wrong with the credentials of a caller, or missing in its rights. */
export const CREDENTIAL_PROBLEMS = {
  'unkey/authentication/missing': {
    status: 401,
    title: 'Unauthorized',
    meaning: 'The request carries no Authorization header.',
    remedy: 'Send your root key in the header Authorization: Bearer ROOT_KEY.',
  },
  'unkey/authentication/malformed': {
    status: 401,
    title: 'Unauthorized',
    meaning: 'A credential was sent in a form that cannot be read.',
    remedy:
      'For the root key, send Authorization: Bearer ROOT_KEY, with the word Bearer, one space and the key.',
  },
  'unkey/authentication/key_not_found': {
    status: 401,
    title: 'Unauthorized',
    meaning: 'The root key is not known: mistyped, deleted, or not a root key.',
    remedy:
      'Check for a truncated copy and that the key belongs to this installation. Keys that you issue to your users are not root keys.',
  },
  'unkey/authorization/insufficient_permissions': {
    status: 403,
    title: 'Insufficient Permissions',
    meaning: 'The root key is valid, but lacks a permission that the operation needs.',
    remedy: 'error.detail names the permission. Use a root key that holds it.',
  },
  'unkey/authorization/forbidden': {
    status: 403,
    title: 'Forbidden',
    meaning:
      'The root key may not be used, for example because it has expired, or would reach beyond its own expiry.',
    remedy: 'Use another root key.',
  },
  'unkey/authorization/key_disabled': {
    status: 403,
    title: 'Key is disabled',
    meaning: 'The root key exists, but has been disabled.',
    remedy: 'Enable it again or use another root key.',
  },
  'unkey/authorization/workspace_disabled': {
    status: 403,
    title: 'Workspace is disabled',
    meaning: 'The workspace of this root key has been disabled.',
    remedy: 'Ask the operator of this installation.',
  },
} as const satisfies Record<string, ProblemKind>;
