/** What a request does with the things it names: adds them, takes them away, or keeps only them. */
export type LinkMode = 'add' | 'remove' | 'replace';

interface LinkPlan<T> {
  /** What is linked afterwards: what was kept, then what is new, each in the order given. */
  readonly after: readonly T[];
  readonly added: readonly T[];
  readonly removed: readonly T[];
}

/** Naming something twice, adding what is there and removing what is not change nothing. */
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
