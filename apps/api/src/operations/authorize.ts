import { checkGrants } from '../domain/authorization/check-grants.js';
import type { Grants } from '../domain/authorization/grants.js';
import type { Requirement } from '../domain/authorization/requirement.js';
import { Problem } from '../domain/problems.js';

/** Refuses with 403 and the missing permission unless the grants cover the requirement. */
export function authorize(caller: { readonly grants: Grants }, requirement: Requirement): void {
  const result = checkGrants(caller.grants, requirement);
  if (result.granted) return;
  throw new Problem('unkey/authorization/insufficient_permissions', result.missing);
}

/** For operations that must not say whether the thing exists. */
export function isAuthorized(
  caller: { readonly grants: Grants },
  requirement: Requirement,
): boolean {
  return checkGrants(caller.grants, requirement).granted;
}
