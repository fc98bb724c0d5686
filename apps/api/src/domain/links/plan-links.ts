/**
 * As many as one request can set. So the links of a workspace are bounded by its keys, and so is
 * what a check keeps in memory of a key.
 */
export const LINKS_PER_KEY_MAX = { permissions: 1000, roles: 100 } as const;

/** What a request does with the things it names: adds them, removes them, or keeps only them. */
export type LinkMode = 'add' | 'remove' | 'replace';

interface LinkPlan<T> {
  /** The links afterwards: kept ones, then new ones, each in the order given. */
  readonly after: readonly T[];
  readonly added: readonly T[];
  readonly removed: readonly T[];
}

/** It changes nothing to name something twice, to add what exists, or to remove what does not. */
export function planLinks<T extends { readonly id: string }>(
  mode: LinkMode,
  before: readonly T[],
  named: readonly T[],
): LinkPlan<T> {
  const namedById = new Map(named.map((item) => [item.id, item]));
  const beforeIds = new Set(before.map((item) => item.id));
  const added =
    mode === 'remove' ? [] : [...namedById.values()].filter((item) => !beforeIds.has(item.id));
  const isRemoved = ({ id }: T) => mode !== 'add' && namedById.has(id) === (mode === 'remove');
  return {
    after: [...before.filter((item) => !isRemoved(item)), ...added],
    added,
    removed: before.filter(isRemoved),
  };
}
