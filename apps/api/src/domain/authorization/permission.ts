import { URN_PATHS } from '@unlatch/contract/rights/urn-paths';
import { isKnownAction } from './all-grants.js';
import { projectIdOf } from './project.js';
import { parseUrn, type Urn } from './urn.js';

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
  return isKnownAction(type, action) ? undefined : UNKNOWN;
}

const UNKNOWN = 'is asked for by no operation';

function findUrnFault(permission: string, workspaceId: string): string | undefined {
  const urn = parseUrn(permission);
  if (urn === null) return 'must have the form unkey:v1:<workspace>:<path>#<action>';
  if (urn.workspaceId !== workspaceId) return 'must be for this workspace';
  // The grant of an administrator, on all that there is.
  if (urn.action === '*') return undefined;
  const paths = PATHS.filter(({ path, actions }) => actions.has(urn.action) && fits(urn, path));
  if (paths.length === 0) return UNKNOWN;
  const [place, project] = urn.segments;
  const projectId = projectIdOf(workspaceId);
  if (place === 'projects' && !['*', '**', undefined, projectId].includes(project)) {
    return `must name the project of this workspace, ${projectId}, or *`;
  }
  return paths.every(({ path }) => namesAnIdAfterAll(urn, path))
    ? 'must have * for every id after a *'
    : undefined;
}

/** Every path of the contract, in segments. */
const PATHS = Object.entries<readonly string[]>(URN_PATHS).map(([path, actions]) => {
  return { path: path.split('/'), actions: new Set(actions) };
});

/** Whether the URN is a grant on this path, or on one above it with everything below. */
function fits({ segments }: Urn, path: readonly string[]): boolean {
  for (const [index, granted] of segments.entries()) {
    if (granted === '**') return true;
    const named = path[index];
    if (named === undefined || !fitsSegment(granted, named, path[index - 1])) return false;
  }
  return segments.length === path.length;
}

/** A `*` stands only for an id, never for the name of a collection. */
function fitsSegment(granted: string, named: string, before: string | undefined): boolean {
  if (named.startsWith('{')) return true;
  // The one project of a workspace has an id.
  return named === granted || (named === '*' && before === 'projects');
}

/** All of one kind cannot be meant where one thing inside of it is named. */
function namesAnIdAfterAll({ segments }: Urn, path: readonly string[]): boolean {
  const ids = segments.filter((segment, index) => {
    const named = path[index];
    return segment !== '**' && (named === '*' || named?.startsWith('{'));
  });
  const firstAll = ids.indexOf('*');
  return firstAll >= 0 && ids.slice(firstAll).some((id) => id !== '*');
}
