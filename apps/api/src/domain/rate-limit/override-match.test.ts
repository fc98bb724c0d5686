import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountedText } from '../../../test/counted-text.js';
import { INNER_WILDCARDS_MAX } from './namespace.js';
import { compileOverrides, compileWildcards, type OverrideRule } from './override-match.js';

/** Rules in order of age, oldest first. Their ids have the opposite order, so age decides. */
function rulesOf(...identifiers: string[]): OverrideRule[] {
  return identifiers.map((identifier, index) => ({
    id: `rlor_${9 - index}`,
    identifier,
    createdAtMs: index,
  }));
}

function match(rules: readonly OverrideRule[], identifier: string): string | undefined {
  return compileOverrides(rules)(identifier)?.identifier;
}

function matches(pattern: string, identifier: string): boolean {
  return match(rulesOf(pattern), identifier) !== undefined;
}

describe('compileOverrides: a wildcard', () => {
  it.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['**', 'anything', true],
    ['*', 'two\nlines', true],
    ['*@evil.example', 'bob@evil.example\n', false],
    ['*@evil.example*', 'bob@evil.example\n', true],
    ['*@evil.example', 'bo\nb@evil.example', true],
    ['*', 'carriage\rreturn', true],
    ['*', 'line\u2028separator', true],
    ['premium_*', 'premium_1', true],
    ['premium_*', 'premium_', true],
    ['premium_*', 'premium', false],
    ['premium_*', 'not_premium_1', false],
    ['premium_*', 'Premium_1', false],
    ['*@example.com', 'me@example.com', true],
    ['*@example.com', 'me@example.com.org', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'a1b2c', true],
    ['a*b*c', 'acb', false],
    ['a*bc*bc', 'abc', false],
    ['a*ab*b', 'aabb', true],
    ['*ab*', 'aab', true],
    ['.*', 'x', false],
    ['[a-z]*', '[a-z]1', true],
    ['a\n*', 'a\nb', true],
    ['a\n*', 'a\nb\nc', true],
    ['*\n*', 'a\nb', true],
    ['*\n*', 'a\nb\nc', true],
    ['*b\nc*', 'a\nb\nc', true],
    ['*', '\u2029\u0085\r\n', true],
    ['*a\n*', 'aa\n', true],
    ['🔑*', '🔑1', true],
  ])('%j on %j: %j', (pattern, identifier, expected) => {
    expect(matches(pattern, identifier)).toBe(expected);
  });

  it('means the same as the regular expression with [^]* for each *', () => {
    const piece = fc.constantFrom('a', 'b', 'ab', '\n', '*', '.');
    const pattern = fc.array(piece, { maxLength: 10 }).map((pieces) => `${pieces.join('')}*`);
    const identifier = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '.'), maxLength: 14 });
    fc.assert(
      fc.property(pattern, fc.nat(11), identifier, (text, turn, identifier) => {
        // Rotated, so that the `*` that makes it a wildcard may stand anywhere.
        const pattern = text.slice(turn) + text.slice(0, turn);
        const source = pattern.replaceAll('.', '\\.').replaceAll('*', '[^]*');
        expect(matches(pattern, identifier)).toBe(new RegExp(`^${source}$`).test(identifier));
      }),
      { numRuns: 2000 },
    );
  });

  it('is not slowed down by a pattern that makes regular expressions explode', () => {
    const pattern = `${'*a'.repeat(255)}*b`;
    expect(matches(pattern, 'a'.repeat(512))).toBe(false);
    expect(matches(pattern, `${'a'.repeat(511)}b`)).toBe(true);
  });

  it('reads an identifier a few times to choose what to search, whatever the patterns are', () => {
    const unit = fc.constantFrom('a', 'aa', 'ab', '*', '\n');
    const texts = fc.array(fc.array(unit, { maxLength: 40 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(texts, fc.array(unit, { maxLength: 400 }), (texts, pieces) => {
        const patterns = texts.map((pieces) => `${pieces.join('')}*`);
        const text = new CountedText(pieces.join(''));
        compileWildcards(rulesOf(...patterns))(text);
        const searches = 2 * (Math.ceil(Math.log2(patterns.length + 1)) + 1);
        expect(text.reads).toBeLessThanOrEqual((text.length + 1) * (searches + 1));
      }),
    );
  });

  it('reads 512 characters at most 23 times each for a thousand patterns as bad as they can be', () => {
    const nested = Array.from({ length: 30 }, (_, length) => 'a'.repeat(length * 17));
    const plain = nested.flatMap((head) => nested.map((tail) => `${head}*${tail}b`));
    const inner = Array.from(
      { length: INNER_WILDCARDS_MAX },
      (_, n) => `*${'a'.repeat(100 + n)}b${'*a'.repeat(99)}*`,
    );
    const text = new CountedText('a'.repeat(512));
    expect(compileWildcards(rulesOf(...plain, ...inner))(text)).toBeUndefined();
    expect(text.reads).toBeLessThanOrEqual(23 * 513);
  });
});

describe('compileOverrides: the choice', () => {
  it.each<[string, OverrideRule[], string, string | undefined]>([
    ['nothing matches', rulesOf('a', 'b*'), 'c', undefined],
    ['there are no rules', [], 'a', undefined],
    ['the exact text wins over a longer pattern', rulesOf('user_1*', 'user_1'), 'user_1', 'user_1'],
    ['an exact text may contain *', rulesOf('*', 'user_*'), 'user_*', 'user_*'],
    ['the longest literal text wins', rulesOf('*', 'u*', 'user_*'), 'user_1', 'user_*'],
    ['the * themselves are not counted', rulesOf('u***', 'us*'), 'user', 'us*'],
    ['literal text counts at any place', rulesOf('user*', '*@mail'), 'user@mail', '*@mail'],
    ['among equals the oldest wins', rulesOf('us*', 'u*r', '*er'), 'user', 'us*'],
  ])('%s', (_, rules, identifier, expected) => {
    expect(match(rules, identifier)).toBe(expected);
    // Age decides, not the order of the rules in the call.
    expect(match(rules.toReversed(), identifier)).toBe(expected);
  });

  it('falls back to the order of ids for rules of one millisecond', () => {
    const rules = ['us*', 'u*r', '*er'].map((identifier, index) => ({
      id: `rlor_${3 - index}`,
      identifier,
      createdAtMs: 0,
    }));
    expect(match(rules, 'user')).toBe('*er');
  });
});
