import { Problem } from './problems.js';

/** What a workspace may have only so many of, in the words of a refusal. */
const NOUNS = {
  keys: 'keys',
  identities: 'identities',
  permissions: 'permissions',
  roles: 'roles',
  apis: 'APIs',
  rootKeys: 'root keys',
  migrations: 'key imports',
  namespaces: 'rate-limit namespaces',
  overrides: 'rate-limit overrides',
  members: 'members',
  invitations: 'open invitations',
  teamRoles: 'roles of members',
} as const;

export type QuotaKind = keyof typeof NOUNS;

export function isQuotaKind(kind: string): kind is QuotaKind {
  return Object.hasOwn(NOUNS, kind);
}

/** `kind`: as the database names it, which may be newer than this program. */
export function quotaExceeded({ kind, max }: { kind: string; max: number }): Problem {
  const noun = isQuotaKind(kind) ? NOUNS[kind] : kind;
  return new Problem(
    'unkey/application/quota_exceeded',
    `This workspace may have at most ${max} ${noun}, and the request would exceed that. Nothing was changed. Delete some that you do not need, or ask the operator to raise the quota.`,
  );
}
