/** Beyond this many named groups, forgetting all of them at once is cheaper than keeping them. */
const GROUPS_MAX = 10_000;

/**
 * Remembers when each group was last touched. Entries compare when they are used, so a change to
 * any number of cached entries costs the same as a change to one. `position` grows with every
 * change and stands in for time.
 *
 * Full: it forgets the groups and marks everything older than now as untrustworthy. Entries are
 * then loaded again; none is ever wrongly trusted.
 */
export class ChangeLog {
  position = 0;
  #trustedFrom = 0;
  readonly #lastTouched = new Map<string, number>();

  record(group: string): void {
    this.position += 1;
    this.#lastTouched.set(group, this.position);
    if (this.#lastTouched.size > GROUPS_MAX) this.#forgetGroups();
  }

  reset(): void {
    this.position += 1;
    this.#forgetGroups();
  }

  /** Whether something that was right at `position` may have changed since. */
  touchedSince(position: number, groups: readonly string[]): boolean {
    if (position < this.#trustedFrom) return true;
    return groups.some((group) => (this.#lastTouched.get(group) ?? 0) > position);
  }

  #forgetGroups(): void {
    this.#lastTouched.clear();
    this.#trustedFrom = this.position;
  }
}
