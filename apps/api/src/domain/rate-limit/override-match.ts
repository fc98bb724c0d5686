import type { Text } from '../../lib/text.js';
import { indexAffixes, NONE } from './affix-index.js';
import { parseWildcard, type Units, type Wildcard } from './wildcard.js';

/** A separate limit for one identifier, or for all identifiers that match a text with `*` in it. */
export interface OverrideRule {
  readonly id: string;
  readonly identifier: string;
  readonly createdAtMs: number;
}

/**
 * Compiles the overrides of one namespace for many queries. The result is the override with exactly
 * the given text, else the most specific matching wildcard. That is the one with the longest
 * literal text, and among equals the oldest.
 */
export function compileOverrides<Rule extends OverrideRule>(
  rules: readonly Rule[],
): (identifier: string) => Rule | undefined {
  const exact = new Map(rules.map((rule) => [rule.identifier, rule]));
  const wildcards = rules.filter((rule) => rule.identifier.includes('*'));
  if (wildcards.length === 0) return (identifier) => exact.get(identifier);
  const findWildcard = compileWildcards(wildcards);
  return (identifier) => exact.get(identifier) ?? findWildcard(identifier);
}

/**
 * Finds the most specific wildcard. Those with a matching head and those with a matching tail are
 * found in an index of each. So only a wildcard with text between two `*` reads the whole identifier.
 */
export function compileWildcards<Rule extends OverrideRule>(
  rules: readonly Rule[],
): (text: Text) => Rule | undefined {
  const ranked = rules
    .map((rule) => ({ rule, wildcard: parseWildcard(rule.identifier) }))
    .sort(bySpecificity);
  const heads = indexAffixes(
    ranked.map(({ wildcard }) => wildcard.head),
    'head',
  );
  const tails = indexAffixes(
    ranked.map(({ wildcard }) => wildcard.tail),
    'tail',
  );
  const tailOf = ranked.map(({ wildcard }) => tails.places.get(wildcard.tail) ?? NONE);
  const ranksOf = Array.from(heads.places, (): number[] => []);
  for (const [rank, { wildcard }] of ranked.entries()) {
    ranksOf[heads.places.get(wildcard.head) ?? NONE]?.push(rank);
  }
  // Both are set during one query only, which makes no pause.
  const isTail = new Uint8Array(tails.places.size);
  let units = new Uint16Array(0);
  const unitsOf = (text: Text) => {
    if (units.length < text.length) units = new Uint16Array(text.length);
    for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
    return units;
  };

  return (text) => {
    let read: Units = UNREAD;
    const longestTail = tails.longestOf(text);
    for (let tail = longestTail; tail !== NONE; tail = tails.shorter(tail)) isTail[tail] = 1;
    let best = ranked.length;
    for (let head = heads.longestOf(text); head !== NONE; head = heads.shorter(head)) {
      for (const rank of ranksOf[head] ?? []) {
        if (rank >= best) break;
        if (isTail[tailOf[rank] ?? NONE] !== 1) continue;
        const wildcard = ranked[rank]?.wildcard;
        if (wildcard?.hasInnerText === true && read === UNREAD) read = unitsOf(text);
        if (wildcard?.fits(text.length, read) === true) best = rank;
      }
    }
    for (let tail = longestTail; tail !== NONE; tail = tails.shorter(tail)) isTail[tail] = 0;
    return ranked[best]?.rule;
  };
}

const UNREAD: Units = [];

interface Ranked {
  readonly rule: OverrideRule;
  readonly wildcard: Wildcard;
}

function bySpecificity(a: Ranked, b: Ranked): number {
  return (
    b.wildcard.literalLength - a.wildcard.literalLength ||
    a.rule.createdAtMs - b.rule.createdAtMs ||
    (a.rule.id < b.rule.id ? -1 : 1)
  );
}
