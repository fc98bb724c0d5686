import type { Right } from '@unlatch/contract/rights/right';
import { type Grants, hasTuple } from './grants.js';

/**
 * The rows of a list that a caller may read: all of them, or those with these ids.
 *
 * `right` is the right of the list: the tuple on all ids, and the tuple on one, with the id in
 * braces.
 */
export function grantedRows(grants: Grants, right: Right): readonly string[] | 'all' {
  const tuples = tuplesOf(right);
  if (tuples.some((tuple) => hasTuple(grants, tuple))) return 'all';
  return tuples.flatMap((tuple) => idsGranted(grants, tuple));
}

/** The tuple on all ids, which a refusal names to a caller that may read no row. */
export function rightOnAllRows(right: Right): string {
  const text = tuplesOf(right).find((tuple) => !tuple.includes('{'));
  if (text === undefined) throw new Error('a list is filtered by a right that has no form for all');
  return text;
}

function tuplesOf(right: Right): string[] {
  const rights = right.kind === 'anyOf' ? right.rights : [right];
  return rights.flatMap((one) => (one.kind === 'tuple' ? [one.text] : []));
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
