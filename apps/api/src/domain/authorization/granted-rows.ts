import type { Right } from '@unlatch/contract/rights/right';
import type { Grantee } from './compile-right.js';
import { type Grants, hasTuple } from './grants.js';
import { coversPath } from './urn.js';

/**
 * The rows of a list that a caller may read: all of them, or those with these ids.
 *
 * `right` is the right of the list: alternatives of a tuple on all ids, a tuple on one, and a URN
 * that ends in the id. The id stands in braces.
 */
export function grantedRows(grantee: Grantee, right: Right): readonly string[] | 'all' {
  const rows = alternativesOf(right).map((one) => rowsOf(grantee, one));
  return rows.includes('all') ? 'all' : [...new Set(rows.flat())];
}

/** The right on all ids, which a refusal names to a caller that may read no row. */
export function rightOnAllRows(right: Right): string {
  const tuples = alternativesOf(right).flatMap((one) => (one.kind === 'tuple' ? [one.text] : []));
  const text = tuples.find((tuple) => !tuple.includes('{'));
  if (text === undefined) throw new Error('a list is filtered by a right that has no form for all');
  return text;
}

function alternativesOf(right: Right): readonly Right[] {
  return right.kind === 'anyOf' ? right.rights : [right];
}

function rowsOf({ workspaceId, grants }: Grantee, right: Right): readonly string[] | 'all' {
  switch (right.kind) {
    case 'tuple':
      return hasTuple(grants, right.text) ? 'all' : idsGranted(grants, right.text);
    case 'urn':
      return idsOfUrns({ workspaceId, grants }, right);
    case 'allOf':
    case 'anyOf':
    case 'each':
      throw new Error('a list is filtered by a right that is no alternative of single grants');
  }
}

function idsGranted(grants: Grants, tuple: string): string[] {
  const [before, after] = tuple.split(/\{\w+\}/);
  if (before === undefined || after === undefined) return [];
  return [...grants.tuples].flatMap((granted) => {
    if (!granted.startsWith(before) || !granted.endsWith(after)) return [];
    const id = granted.slice(before.length, -after.length);
    return id === '' || id.includes('.') ? [] : [id];
  });
}

function idsOfUrns(
  { workspaceId, grants }: Grantee,
  { path, action }: { readonly path: string; readonly action: string },
): readonly string[] | 'all' {
  const above = path.split('/').slice(0, -1);
  const granted = [...(grants.urns.get(action) ?? []), ...(grants.urns.get('*') ?? [])].filter(
    (grant) => grant.workspaceId === workspaceId,
  );
  if (granted.some(({ segments }) => coversPath(segments, [...above, '*']))) return 'all';
  return granted.flatMap(({ segments }) => {
    const id = segments.at(-1);
    // A grant that ends in a wildcard and does not cover all rows is about something else.
    const isOne = id !== undefined && id !== '*' && id !== '**';
    return isOne && coversPath(segments, [...above, id]) ? [id] : [];
  });
}
