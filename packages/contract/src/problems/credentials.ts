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
    meaning: 'The request carries a credential in a form that the service cannot read.',
    remedy:
      'Send the header Authorization: Bearer ROOT_KEY: the word Bearer, one space, and the root key.',
  },
  'unkey/authentication/key_not_found': {
    status: 401,
    title: 'Unauthorized',
    meaning:
      'The root key is unknown. It is mistyped, it has been deleted, or it is not a root key.',
    remedy:
      'Check that you copied the whole root key, and that it belongs to this installation. Keys that you issue to your users are not root keys.',
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
      'The root key may not do this. For example, it has expired, or the change would last longer than the root key itself.',
    remedy: 'Use another root key.',
  },
  'unkey/authorization/key_disabled': {
    status: 403,
    title: 'Key is disabled',
    meaning: 'The root key exists, but it is disabled.',
    remedy: 'Enable it again, or use another root key.',
  },
  'unkey/authorization/workspace_disabled': {
    status: 403,
    title: 'Workspace is disabled',
    meaning: 'The workspace of this root key is disabled.',
    remedy: 'Ask the operator of this installation.',
  },
} as const satisfies Record<string, ProblemKind>;
