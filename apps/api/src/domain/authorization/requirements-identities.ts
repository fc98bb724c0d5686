import { anyOf, type Requirement, tuple, urn } from './requirement.js';

/**
 * What the operations on identities ask of their caller. Imported as a namespace, like a table.
 * The URN is always on all identities: a right on a single one is held as a tuple, to read it.
 */
interface WorkspaceScope {
  readonly workspaceId: string;
}

export function createIdentity(scope: WorkspaceScope): Requirement {
  return onAllIdentities(scope, 'create_identity');
}

export function readIdentity({
  workspaceId,
  identityId,
}: WorkspaceScope & { readonly identityId: string }): Requirement {
  return anyOf(
    tuple('identity.*.read_identity'),
    tuple(`identity.${identityId}.read_identity`),
    urn(workspaceId, ALL_IDENTITIES, 'read_identity'),
  );
}

export function updateIdentity(scope: WorkspaceScope): Requirement {
  return onAllIdentities(scope, 'update_identity');
}

export function deleteIdentity(scope: WorkspaceScope): Requirement {
  return onAllIdentities(scope, 'delete_identity');
}

const ALL_IDENTITIES = 'projects/*/identities/*';

function onAllIdentities({ workspaceId }: WorkspaceScope, action: string): Requirement {
  return anyOf(tuple(`identity.*.${action}`), urn(workspaceId, ALL_IDENTITIES, action));
}
