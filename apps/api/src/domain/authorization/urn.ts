/**
 * A right on everything that a path describes. It is written
 * `unkey:v1:<workspace>:<path>#<action>`, for example `unkey:v1:ws_1:keyspaces/ks_1/**#read_key`.
 *
 * - `*` stands for exactly one segment.
 * - `/**` at the end stands for the path before it and for everything below.
 * - The action `*` stands for every action, and only the path `**` may have it.
 */
export interface Urn {
  readonly workspaceId: string;
  readonly segments: readonly string[];
  readonly action: string;
}

const SHAPE = /^unkey:v1:([^:#/]+):([^:#]+)#([^#]+)$/;
const ACTION = /^(?!_)[^:/*]+(?<!_)$/;

/** Null for a text that is no well-formed grant. Such a text grants nothing. */
export function parseUrn(text: string): Urn | null {
  const [, workspaceId, path, action] = SHAPE.exec(text) ?? [];
  if (workspaceId === undefined || path === undefined || action === undefined) return null;

  const segments = path.split('/');
  if (!segments.every(isSegment) || segments.slice(0, -1).includes('**')) return null;
  // Only the grant of an administrator has the action `*`.
  const isAction = action === '*' ? path === '**' : ACTION.test(action);
  return isAction ? { workspaceId, segments, action } : null;
}

export function printUrn(urn: Urn): string {
  return `unkey:v1:${urn.workspaceId}:${urn.segments.join('/')}#${urn.action}`;
}

/**
 * Whether `grant` is enough where `required` is asked for. A wildcard in `required` asks for the
 * right on everything that it stands for. So only a wildcard that covers as much is enough.
 */
export function coversUrn(grant: Urn, required: Urn): boolean {
  return (
    grant.workspaceId === required.workspaceId &&
    (grant.action === required.action || grant.action === '*') &&
    coversPath(grant.segments, required.segments)
  );
}

export function coversPath(granted: readonly string[], required: readonly string[]): boolean {
  for (const [index, segment] of granted.entries()) {
    // It is the last segment. It covers the path before it and everything below.
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
