export type ErrorType = 'application/json' | 'application/problem+json';

/**
 * The content types that published clients expect, as facts about each operation and status. They
 * always send `Accept: application/json`, and read an error into its class only if it has the type
 * that they expect: plain JSON, but problem+json for 429. The exceptions are named here.
 */
const PLAIN_429 = new Set([
  'deployments.listBuildLogs',
  'domains.createDomain',
  'domains.deleteDomain',
  'domains.getDomain',
  'domains.listDomains',
  'domains.verifyDomain',
  'permissions.updatePermission',
  'permissions.updateRole',
]);

const PROBLEM_ALWAYS = new Set(['identities.deleteIdentity']);

/** For a client that asks for JSON. One that accepts problem+json gets it for every error. */
export function errorTypeOf(operation: string, status: number): ErrorType {
  const isProblem = PROBLEM_ALWAYS.has(operation) || (status === 429 && !PLAIN_429.has(operation));
  return isProblem ? 'application/problem+json' : 'application/json';
}
