import type { OverrideRule } from './override-match.js';

/** Other numbers for one identifier, or for all identifiers that match a pattern. */
export interface Override extends OverrideRule {
  readonly limit: number;
  readonly windowMs: number;
}

/** A namespace with its overrides, as the database had it at one moment. It never changes. */
export interface NamespaceSnapshot {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly deleted: boolean;
  readonly overrideCount: number;
  /** The override that counts for an identifier: the exact one, else the most specific match. */
  readonly findOverride: (identifier: string) => Override | undefined;
}

/**
 * Every process that checks the namespace has all of its overrides in memory, and reads all of them
 * again after each change. 10,000 take about 5 MB, and 15 ms of the database.
 */
export const OVERRIDES_MAX = 10_000;

/**
 * A check without an exact override looks at every wildcard. 1,000 of them take about 15 µs, or 3
 * ms if they are written to be as slow as possible.
 */
export const WILDCARDS_MAX = 1000;

/** Only the service creates ids, so an unknown text of this form is a mistake, not a new name. */
export function looksLikeNamespaceId(text: string): boolean {
  return text.startsWith('rlns_');
}
