import { Problem } from './problems.js';

export function identityAlreadyExists(externalId: string): Problem {
  return new Problem(
    'unkey/data/identity_already_exists',
    `An identity with the externalId '${externalId}' exists already.`,
  );
}

export function namespaceAlreadyExists(name: string): Problem {
  return new Problem(
    'unkey/data/ratelimit_namespace_already_exists',
    `A rate-limit namespace of the name '${name}' exists already.`,
  );
}

export function permissionAlreadyExists(slug: string): Problem {
  return new Problem(
    'unkey/data/permission_already_exists',
    `A permission with the slug '${slug}' exists already.`,
  );
}

/** For a request that would have to create `slug` for another purpose. */
export function permissionDiffersInCase(slug: string, existing: string | undefined): Problem {
  return new Problem(
    'unkey/data/permission_already_exists',
    `Permission '${slug}' cannot be created: '${existing}' exists and differs only in case.`,
  );
}

export function roleAlreadyExists(name: string): Problem {
  return new Problem(
    'unkey/data/role_already_exists',
    `A role with the name '${name}' exists already.`,
  );
}

/** For an import that would have to create the role `name`. */
export function roleDiffersInCase(name: string, existing: string | undefined): Problem {
  return new Problem(
    'unkey/data/role_already_exists',
    `Role '${name}' cannot be created: '${existing}' exists and differs only in case.`,
  );
}

export function alreadyMember(email: string): Problem {
  return new Problem(
    'unlatch/team/already_a_member',
    `A member with the e-mail address '${email}' exists already.`,
  );
}

export function teamRoleAlreadyExists(name: string): Problem {
  return new Problem(
    'unlatch/team/role_already_exists',
    `A role of members with the name '${name}' exists already.`,
  );
}
