import { invalidInput } from '../problems.js';
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

/** A check without an exact override finds all wildcards that begin and end as it does. */
export const WILDCARDS_MAX = 1000;

/**
 * A wildcard with text between two `*` is searched for in the identifier. That takes at most about
 * 3 µs, however both are written. One request brings up to 100 identifiers, so it takes less than
 * 10 ms in all (`pnpm bench patterns`).
 */
export const INNER_WILDCARDS_MAX = 20;

/** Only the service creates ids, so an unknown text of this form is a mistake, not a new name. */
export function looksLikeNamespaceId(text: string): boolean {
  return text.startsWith('rlns_');
}

/**
 * The characters that the contract refuses in names. Checks judge them here, and only when they are
 * about to create a namespace: their requests are as free as their identifiers.
 */
const INVISIBLE = new RegExp(
  [
    '[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f',
    '\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb]',
  ].join(''),
  'u',
);

/** Names are compared as they are. So two that look the same must not both come to exist. */
export function refuseNamespaceName(name: string, location: string): void {
  if (INVISIBLE.test(name)) {
    throw invalidInput(
      location,
      'must not contain line breaks, control characters, marks of direction or invisible characters',
    );
  }
  if (name.normalize('NFC') !== name) {
    throw invalidInput(
      location,
      'must be in Unicode normalization form C',
      'Send the composed letter é as one character, not as e and an accent.',
    );
  }
}
