import { describe, expect, it } from 'vitest';
import { CountedText } from '../../../test/counted-text.js';
import { evaluatePermissionQuery } from './evaluate.js';
import { type PermissionQuery, parsePermissionQuery } from './parse.js';

function messageOf(text: string): string {
  const parsed = parsePermissionQuery(text);
  return parsed.ok ? 'no message' : parsed.message;
}

function permission(slug: string): PermissionQuery {
  return { kind: 'permission', slug };
}

const [a, b, c] = [permission('a'), permission('b'), permission('c')];

describe('parsePermissionQuery reads', () => {
  it.each<[string, PermissionQuery]>([
    ['a', a],
    ['  a\t', a],
    ['((a))', a],
    ['api.*.read:x/y-z_0', permission('api.*.read:x/y-z_0')],
    ['ANDROID', permission('ANDROID')],
    ['OR.x', permission('OR.x')],
    ['a AND b', { kind: 'and', operands: [a, b] }],
    ['a and b AnD c', { kind: 'and', operands: [a, b, c] }],
    ['a OR b or c', { kind: 'or', operands: [a, b, c] }],
    ['a OR b AND c', { kind: 'or', operands: [a, { kind: 'and', operands: [b, c] }] }],
    ['a AND b OR c', { kind: 'or', operands: [{ kind: 'and', operands: [a, b] }, c] }],
    ['(a OR b) AND c', { kind: 'and', operands: [{ kind: 'or', operands: [a, b] }, c] }],
    ['(a AND b)AND c', { kind: 'and', operands: [{ kind: 'and', operands: [a, b] }, c] }],
    ['a\r\nAND\n(b)', { kind: 'and', operands: [a, b] }],
  ])('%j', (text, query) => {
    expect(parsePermissionQuery(text)).toEqual({ ok: true, query });
  });

  it('parentheses nested 20,000 deep', () => {
    const depth = 20_000;
    const text = `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(parsePermissionQuery(text)).toEqual({ ok: true, query: a });
  });
});

describe('parsePermissionQuery names what is wrong and where', () => {
  it.each(['', '   ', '\n\t', 'a AND', 'a OR ', '(', 'a AND (', '('.repeat(1000)])(
    'at the end of %j',
    (text) => {
      expect(messageOf(text)).toBe('Expected a permission or "(", but found the end of the query');
    },
  );

  it.each([
    ['AND a', '"AND" at position 0'],
    ['or', '"or" at position 0'],
    [')', '")" at position 0'],
    ['a AND AND b', '"AND" at position 6'],
    ['(a AND )', '")" at position 7'],
    ['@x', 'character "@" at position 0'],
    ['a AND @x', 'character "@" at position 6'],
    ["'a'", 'character "\'" at position 0'],
    ['"a"', 'character "\\"" at position 0'],
    ['é', 'character "é" at position 0'],
    ['a OR 🔑', 'character "🔑" at position 5'],
    ['\u0000', 'character "\\u0000" at position 0'],
  ])('in place of an operand: %j', (text, found) => {
    expect(messageOf(text)).toBe(`Unexpected ${found}: expected a permission or "("`);
  });

  it.each([
    ['()', 1],
    ['( \n)', 3],
    ['a AND ()', 7],
    ['((a) OR ())', 9],
  ])('in empty parentheses: %j', (text, position) => {
    expect(messageOf(text)).toBe(`Empty parentheses: found ")" at position ${position}`);
  });

  it.each([
    ['(a AND b', 'the end of the query at position 8'],
    ['(a  ', 'the end of the query at position 4'],
    ['((a) OR b', 'the end of the query at position 9'],
    ['(a b)', '"b" at position 3'],
    ['(a(', '"(" at position 2'],
    ['(a @', 'character "@" at position 3'],
  ])('after an open parenthesis: %j', (text, found) => {
    expect(messageOf(text)).toBe(`Missing ")": found ${found}`);
  });

  it.each([
    ['a b', '"b" at position 2'],
    ['a)', '")" at position 1'],
    ['(a))', '")" at position 3'],
    ['a (b)', '"(" at position 2'],
    ['a @ b', 'character "@" at position 2'],
    ['a,b', 'character "," at position 1'],
    ['a#b', 'character "#" at position 1'],
    ['aé', 'character "é" at position 1'],
    ['a\u0000', 'character "\\u0000" at position 1'],
  ])('after a complete query: %j', (text, found) => {
    expect(messageOf(text)).toBe(`Unexpected ${found}: expected AND, OR or the end of the query`);
  });
});

describe('a hostile query of 10,000 characters', () => {
  const N = 10_000;
  it.each([
    ['open parentheses', '('.repeat(N)],
    ['nested parentheses', `${'('.repeat(N / 2 - 1)}a${')'.repeat(N / 2 - 1)}`],
    ['spaces', ' '.repeat(N)],
    ['one word', 'a'.repeat(N)],
    ['words without operators', 'a '.repeat(N / 2)],
    ['one long conjunction', `${'a AND '.repeat(N / 6)}a`],
    ['nested conjunctions', `${'(a AND '.repeat(N / 8)}b${')'.repeat(N / 8)}`],
    ['closing parentheses', `a${')'.repeat(N - 1)}`],
    ['characters outside of ASCII', '\u{1f511}'.repeat(N / 2)],
  ])('is read at most three times, and judged: %s', (_, text) => {
    const counted = new CountedText(text);
    const parsed = parsePermissionQuery(counted);
    expect(counted.reads).toBeLessThanOrEqual(3 * (text.length + 1));
    if (parsed.ok) expect(evaluatePermissionQuery(parsed.query, () => true)).toBe(true);
  });
});
