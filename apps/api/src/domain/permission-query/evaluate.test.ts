import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePermissionQuery } from './evaluate.js';
import { parsePermissionQuery } from './parse.js';

const SLUGS = ['a', 'b', 'c', 'd'];

/** Texts with redundant parentheses, odd spacing and any case, built without the parser. */
const { text } = fc.letrec<{ text: string; operand: string; joined: string }>((tie) => ({
  text: tie('joined'),
  operand: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...SLUGS),
    tie('joined').map((inner) => `(${inner})`),
  ),
  joined: fc
    .tuple(
      tie('operand'),
      fc.array(fc.tuple(fc.constantFrom(' AND ', '\nand\t', ' OR ', '  oR '), tie('operand')), {
        maxLength: 4,
      }),
    )
    .map(([first, rest]) => first + rest.flat().join('')),
}));

describe('evaluatePermissionQuery', () => {
  it('agrees with rewriting the text by the truth tables, for every set of permissions', () => {
    fc.assert(
      fc.property(text, fc.subarray(SLUGS), (text, held) => {
        expect(evaluate(text, held)).toBe(rewrite(text, held));
      }),
    );
  });

  it.each([
    ['api.read', ['api.*'], false],
    ['api.*', ['api.read'], false],
    ['api.*', ['api.*'], true],
    ['docs.read', ['Docs.Read'], false],
    ['a OR b AND c', ['a'], true],
    ['(a OR b) AND c', ['a'], false],
  ])('compares literally: %j with %j is %j', (text, held, satisfied) => {
    expect(evaluate(text, held)).toBe(satisfied);
  });
});

function evaluate(text: string, held: readonly string[]): boolean {
  const parsed = parsePermissionQuery(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return evaluatePermissionQuery(parsed.query, (slug) => held.includes(slug));
}

/** Replaces parts of the text by their truth value until a single T or F is left. */
function rewrite(text: string, held: readonly string[]): boolean {
  let rest = text
    .replace(/\s*\band\b\s*/gi, '&')
    .replace(/\s*\bor\b\s*/gi, '|')
    .replace(/[a-d]/g, (slug) => (held.includes(slug) ? 'T' : 'F'));
  while (rest.length > 1) {
    rest = rest
      .replace(/\(([TF])\)/, '$1')
      .replace(/([TF])&([TF])/, (both) => (both === 'T&T' ? 'T' : 'F'))
      .replace(/(?<!&)([TF])\|([TF])(?!&)/, (both) => (both === 'F|F' ? 'F' : 'T'));
  }
  return rest === 'T';
}
