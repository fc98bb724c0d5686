/** Beyond this many named groups, forgetting all of them at once is cheaper than keeping them. */
const GROUPS_MAX = 10_000;

/**
 * Remembers when each group was last touched, so that a change that concerns any number of cached
 * entries costs the same as one that concerns a single one: entries compare when they are used.
 * `position` grows with every change and stands in for time.
 *
 * Full: it forgets the groups and declares everything older than now untrustworthy. Entries are
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

  /** Whether something that was right at `position` may have been changed since. */
  touchedSince(position: number, groups: readonly string[]): boolean {
    if (position < this.#trustedFrom) return true;
    return groups.some((group) => (this.#lastTouched.get(group) ?? 0) > position);
  }

  #forgetGroups(): void {
    this.#lastTouched.clear();
    this.#trustedFrom = this.position;
  }
}
