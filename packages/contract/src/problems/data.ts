import type { ProblemKind } from './problem-kind.js';

/** What is missing, taken or deleted in a workspace. */
export const DATA_PROBLEMS = {
  'unkey/data/api_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such API for this root key.',
    remedy:
      'Check the apiId. The answer is the same for an API of another workspace, a deleted API, and one that the root key may not use.',
  },
  'unkey/data/key_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such key for this root key.',
    remedy:
      'Check the keyId or the key. The answer is the same for a key of another workspace and for a deleted key.',
  },
  'unkey/data/identity_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such identity in this workspace.',
    remedy: 'Check the id or the external id. The answer is the same for a deleted identity.',
  },
  'unkey/data/identity_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'An identity with this external id exists already.',
    remedy: 'Update the existing identity, or choose another external id.',
  },
  'unkey/data/migration_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such migration in this workspace.',
    remedy: 'Create one with migrations.createMigration, and use its id.',
  },
  'unkey/data/permission_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'A permission that the request names does not exist.',
    remedy: 'error.detail names it. Check its spelling, case included, or create it.',
  },
  'unkey/data/ratelimit_namespace_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such rate-limit namespace in this workspace.',
    remedy:
      'Check the name or the id. The first check of a name creates its namespace, and so does ratelimit.createNamespace.',
  },
  'unkey/data/ratelimit_namespace_gone': {
    status: 410,
    title: 'Resource Gone',
    meaning: 'The rate-limit namespace has been deleted. Checks cannot use its name.',
    remedy: 'If you need it, create it again with ratelimit.createNamespace.',
  },
  'unkey/data/ratelimit_namespace_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'A rate-limit namespace of this name exists already.',
    remedy: 'Use the existing one, or choose another name.',
  },
  'unkey/data/ratelimit_override_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such override in this namespace.',
    remedy: 'Check the identifier. ratelimit.listOverrides shows all overrides.',
  },
  'unkey/data/role_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'A role of this name exists already.',
    remedy:
      'Names are unique, and case makes no difference. Use the existing role, or choose another name.',
  },
  'unkey/data/root_key_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such root key in this workspace.',
    remedy: 'Check the id. rootKeys.listKeys shows all root keys.',
  },
  'unkey/data/role_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'A role that the request names does not exist.',
    remedy:
      'error.detail names it. Create the role first: a request that names a missing role does not create it.',
  },
  'unkey/data/permission_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'The request would have to create a permission, but its slug is taken.',
    remedy:
      'Slugs are unique, and case makes no difference. Use the spelling of the existing permission.',
  },
} as const satisfies Record<string, ProblemKind>;
