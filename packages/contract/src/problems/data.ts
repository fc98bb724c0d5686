import type { ProblemKind } from './problem-kind.js';

/** What is missing, taken or deleted among the things of a workspace. */
export const DATA_PROBLEMS = {
  'unkey/data/api_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such API for this root key.',
    remedy:
      'Check the apiId. An API of another workspace, a deleted one, and one that the root key may not use all look like this.',
  },
  'unkey/data/key_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such key for this root key.',
    remedy:
      'Check the keyId or the key. A key of another workspace and a deleted one look like this too.',
  },
  'unkey/data/identity_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such identity in this workspace.',
    remedy: 'Check the id or external id. A deleted identity looks like this too.',
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
    remedy: 'Check the name or id. Namespaces are made by the first check or explicitly.',
  },
  'unkey/data/ratelimit_namespace_gone': {
    status: 410,
    title: 'Resource Gone',
    meaning: 'The rate-limit namespace has been deleted, and its name is kept from reuse.',
    remedy: 'Create it again with ratelimit.createNamespace if it is needed.',
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
    remedy: 'Check the identifier; ratelimit.listOverrides shows all of them.',
  },
  'unkey/data/role_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'A role of this name exists already.',
    remedy: 'Names are unique whatever their case: use the existing role or another name.',
  },
  'unkey/data/root_key_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such root key in this workspace.',
    remedy: 'Check the id; rootKeys.listRootKeys shows all of them.',
  },
  'unkey/data/role_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'A role that the request names does not exist.',
    remedy: 'error.detail names it. Roles are not created on the fly; create it first.',
  },
  'unkey/data/permission_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'A permission would have to be created whose slug is taken.',
    remedy: 'Slugs are unique whatever their case: use the spelling of the existing permission.',
  },
} as const satisfies Record<string, ProblemKind>;
