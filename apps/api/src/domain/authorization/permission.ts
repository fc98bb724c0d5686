import { isKnownAction } from './all-grants.js';
import { parseUrn } from './urn.js';

const TUPLE = /^([a-z_]+)\.(?:\*|[a-zA-Z0-9_-]+)\.([a-z_]+)$/;

/**
 * What is wrong with a permission for a root key of this workspace, or `undefined`. A permission
 * that no operation asks for is refused: it is a typing error, and would allow nothing.
 */
export function findPermissionFault(
  permission: string,
  { workspaceId }: { workspaceId: string },
): string | undefined {
  if (permission.startsWith('unkey:')) return findUrnFault(permission, workspaceId);
  const [, type, action] = TUPLE.exec(permission) ?? [];
  if (type === undefined || action === undefined) {
    return 'must have the form <type>.<id or *>.<action> or unkey:v1:<workspace>:<path>#<action>';
  }
  return isKnownAction(type, action) ? undefined : 'is asked for by no operation';
}

function findUrnFault(permission: string, workspaceId: string): string | undefined {
  const urn = parseUrn(permission);
  if (urn === null) return 'must have the form unkey:v1:<workspace>:<path>#<action>';
  return urn.workspaceId === workspaceId ? undefined : 'must be for this workspace';
}
