import { Problem } from '../problems.js';
import { checkGrants } from './check-grants.js';
import type { Grants } from './grants.js';
import type { Requirement } from './requirement.js';

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
