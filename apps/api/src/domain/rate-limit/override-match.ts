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
  const wildcards = rules
    .filter((rule) => rule.identifier.includes('*'))
    .sort(bySpecificity)
    .map((rule) => ({ rule, matches: compileWildcard(rule.identifier) }));

  return (identifier) =>
    exact.get(identifier) ?? wildcards.find(({ matches }) => matches(identifier))?.rule;
}

function bySpecificity(a: OverrideRule, b: OverrideRule): number {
  return (
    literalLength(b.identifier) - literalLength(a.identifier) ||
    a.createdAtMs - b.createdAtMs ||
    (a.id < b.id ? -1 : 1)
  );
}

function literalLength(pattern: string): number {
  return pattern.replaceAll('*', '').length;
}

/**
 * `*` stands for any run of characters without a newline, even an empty one.
 *
 * Each literal part is searched once, from where the previous one ended. The first place is as good
 * as any later one, so the search never backtracks. A hostile pattern costs no more than a plain
 * one. That holds for newlines too. No `*` may cross a newline, so a literal part with a
 * newline can only stand where that newline is the next one in the text.
 */
function compileWildcard(pattern: string): (text: string) => boolean {
  const [head = '', ...middle] = pattern.split('*');
  const tail = middle.pop() ?? '';

  return (text) => {
    const tailStart = text.length - tail.length;
    if (!text.startsWith(head) || !text.endsWith(tail)) return false;
    let position = head.length;
    for (const literal of middle) {
      const start = text.indexOf(literal, position);
      if (start === -1 || hasNewline(text, position, start)) return false;
      position = start + literal.length;
    }
    return position <= tailStart && !hasNewline(text, position, tailStart);
  };
}

function hasNewline(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes('\n');
}
