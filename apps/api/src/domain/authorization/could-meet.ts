import type { Right } from '@unlatch/contract/rights/right';
import type { Grantee } from './compile-right.js';
import type { Grants } from './grants.js';
import { coversUrn, type Urn } from './urn.js';

/**
 * Whether the grants could meet the right on any things at all. `false` only if there are no ids
 * with which they do, so that a request can be refused before it is read.
 */
export function couldMeet(grantee: Grantee, right: Right): boolean {
  switch (right.kind) {
    case 'tuple':
      return couldMeetTuple(grantee.grants, right.text);
    case 'urn':
      return grantee.grants.urns.some((grant) => couldCover(grant, toUrn(grantee, right)));
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

function toUrn(
  { workspaceId }: Grantee,
  { path, action }: { readonly path: string; readonly action: string },
): Urn {
  return { workspaceId, segments: path.split('/'), action };
}

/** Compares what stands before the first id. An id may be anything, so it may have a slash too. */
function couldCover(grant: Urn, required: Urn): boolean {
  const firstId = required.segments.findIndex((segment) => segment.includes('{'));
  if (firstId === -1) return coversUrn(grant, required);
  const segments = required.segments.slice(0, firstId);
  if (grant.segments.length < segments.length && grant.segments.at(-1) !== '**') return false;
  const start = { ...grant, segments: grant.segments.slice(0, firstId) };
  return coversUrn(start, { ...required, segments });
}
