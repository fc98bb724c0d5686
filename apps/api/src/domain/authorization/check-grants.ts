import { type Grants, hasTuple } from './grants.js';
import type { Requirement } from './requirement.js';
import { coversUrn, printUrn } from './urn.js';

export type GrantCheck =
  | { readonly granted: true }
  /** `missing` is a sentence for the caller; clients read the permissions out of it. */
  | { readonly granted: false; readonly missing: string };

const GRANTED: GrantCheck = { granted: true };

export function checkGrants(grants: Grants, requirement: Requirement): GrantCheck {
  if (isMet(grants, requirement)) return GRANTED;
  return { granted: false, missing: missingMessage(grants, requirement) };
}

function isMet(grants: Grants, requirement: Requirement): boolean {
  switch (requirement.kind) {
    case 'tuple':
      return hasTuple(grants, requirement.tuple);
    case 'urn':
      return grants.urns.some((grant) => coversUrn(grant, requirement.urn));
    case 'allOf':
      return requirement.children.every((child) => isMet(grants, child));
    case 'anyOf':
      return requirement.children.some((child) => isMet(grants, child));
  }
}

/** Only for a requirement that is not met. */
function missingMessage(grants: Grants, requirement: Requirement): string {
  if (requirement.kind === 'anyOf') {
    return `Missing one of these permissions: ${print(requirement)}`;
  }
  if (requirement.kind === 'allOf') {
    const firstMissing = requirement.children.find((child) => !isMet(grants, child));
    if (firstMissing) return missingMessage(grants, firstMissing);
  }
  return `Missing permission: '${print(requirement)}'`;
}

function print(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'tuple':
      return requirement.tuple;
    case 'urn':
      return printUrn(requirement.urn);
    case 'allOf':
      return requirement.children.map(print).join(' and ');
    case 'anyOf':
      return requirement.children.map(print).join(' or ');
  }
}
