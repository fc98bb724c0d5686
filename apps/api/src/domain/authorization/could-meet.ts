import type { Right } from '@unlatch/contract/rights/right';
import type { Grantee } from './compile-right.js';
import { type Grants, someUrn } from './grants.js';
import { coversPath } from './urn.js';

/**
 * Whether the grants could meet the right on any things at all. `false` only if there are no ids
 * with which they do, so that a request can be refused before it is read.
 */
export function couldMeet(grantee: Grantee, right: Right): boolean {
  switch (right.kind) {
    case 'tuple':
      return couldMeetTuple(grantee.grants, right.text);
    case 'urn':
      return couldMeetUrn(grantee, right);
    case 'allOf':
      return right.rights.every((one) => couldMeet(grantee, one));
    case 'anyOf':
      return right.rights.some((one) => couldMeet(grantee, one));
    case 'each':
      // It is met for an empty list, whatever is granted.
      return true;
  }
}

function couldMeetTuple({ tuples }: Grants, text: string): boolean {
  if (!text.includes('{')) return tuples.has(text);
  const start = text.slice(0, text.indexOf('{'));
  const end = text.slice(text.lastIndexOf('}') + 1);
  return [...tuples].some((tuple) => tuple.startsWith(start) && tuple.endsWith(end));
}

function couldMeetUrn(
  { workspaceId, grants }: Grantee,
  { path, action }: { readonly path: string; readonly action: string },
): boolean {
  const segments = path.replace('{projectId}', '*').split('/');
  return someUrn(
    grants,
    action,
    (grant) => grant.workspaceId === workspaceId && couldCover(grant.segments, segments),
  );
}

/** Compares what stands before the first id. */
function couldCover(granted: readonly string[], required: readonly string[]): boolean {
  const firstId = required.findIndex((segment) => segment.includes('{'));
  if (firstId === -1) return coversPath(granted, required);
  if (granted.length < firstId && granted.at(-1) !== '**') return false;
  return coversPath(granted.slice(0, firstId), required.slice(0, firstId));
}
