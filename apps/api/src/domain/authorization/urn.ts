/**
 * A right on everything that a path describes, written
 * `unkey:v1:<workspace>:<path>#<action>`, for example `unkey:v1:ws_1:keyspaces/ks_1/**#read_key`.
 */
export interface Urn {
  readonly workspaceId: string;
  readonly segments: readonly string[];
  readonly action: string;
}

const SHAPE = /^unkey:v1:([^:]+):([^#]+)#([^#]+)$/;
const ACTION = /^(?!_)[^:/*]+(?<!_)$/;

/** Null for everything that is not a well-formed grant; such a text grants nothing. */
export function parseUrn(text: string): Urn | null {
  const [, workspaceId, path, action] = SHAPE.exec(text) ?? [];
  if (workspaceId === undefined || path === undefined || action === undefined) return null;

  const segments = path.split('/');
  if (!segments.every(isSegment) || segments.slice(0, -1).includes('**')) return null;
  // The action `*` exists only in the grant of an administrator.
  const isAction = action === '*' ? path === '**' : ACTION.test(action);
  return isAction ? { workspaceId, segments, action } : null;
}

export function printUrn(urn: Urn): string {
  return `unkey:v1:${urn.workspaceId}:${urn.segments.join('/')}#${urn.action}`;
}

/**
 * Whether holding `grant` is enough where `required` is asked for. A wildcard in `required` asks
 * for the right on everything that it stands for, so only a wildcard that reaches as far covers it.
 */
export function coversUrn(grant: Urn, required: Urn): boolean {
  return (
    grant.workspaceId === required.workspaceId &&
    (grant.action === required.action || grant.action === '*') &&
    coversPath(grant.segments, required.segments)
  );
}

function coversPath(granted: readonly string[], required: readonly string[]): boolean {
  for (const [index, segment] of granted.entries()) {
    // Stands last, and reaches the path before it as well as all that is below.
    if (segment === '**') return true;
    const wanted = required[index];
    const covered = segment === '*' ? wanted !== undefined && wanted !== '**' : segment === wanted;
    if (!covered) return false;
  }
  return granted.length === required.length;
}

function isSegment(segment: string): boolean {
  return segment === '*' || segment === '**' || (segment !== '' && !segment.includes('*'));
}
