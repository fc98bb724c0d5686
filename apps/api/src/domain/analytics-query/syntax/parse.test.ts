import { describe, expect, it } from 'vitest';
import type { TokenCursor } from './cursor.js';
import { parse } from './parse.js';
import { printQuery } from './print.js';

function problemOf(text: string): string {
  const parsed = parse(text);
  if (parsed.kind === 'statements') return 'no problem';
  return `${parsed.kind} ${parsed.line}:${parsed.column} ${parsed.message}`;
}

/** How an expression is read, shown by the parentheses of the printer. */
function reading(expression: string): string {
  const parsed = parse(`SELECT ${expression}`);
  if (parsed.kind !== 'statements') return parsed.message;
  const [statement] = parsed.statements;
  return statement?.kind === 'query' ? printQuery(statement).slice('SELECT '.length) : 'no query';
}

describe('parse reads operators as the engine does', () => {
  it.each([
    ['1 + 2 * 3 - 4', '(1 + (2 * 3)) - 4'],
    ['a or b and not c', '`a` OR (`b` AND (NOT `c`))'],
    ['not a = b', 'NOT (`a` = `b`)'],
    ['not a is null', 'NOT (`a` IS NULL)'],
    ['a = b is not null', '(`a` = `b`) IS NOT NULL'],
    ['a = not b and c', '(`a` = (NOT `b`)) AND `c`'],
    ['a between 1 and 2 + 3 and b', '(`a` BETWEEN 1 AND (2 + 3)) AND `b`'],
    ['a == b <> c', '(`a` = `b`) != `c`'],
    ['a || b || c', '`a` || `b` || `c`'],
    ['(a || b) || c', '(`a` || `b`) || `c`'],
    ['-a * b', '(-`a`) * `b`'],
    ['-a[1]', '-(`a`[1])'],
    ['- -5', '-(-5)'],
    ['-5::Int8', 'CAST((-5) AS Int8)'],
    ['-x::Int8', '-CAST(`x` AS Int8)'],
    ['7 mod 2 div 3', '(7 % 2) DIV 3'],
    ['a ? b : c', 'if(`a`, `b`, `c`)'],
    ['t.1.2', '(`t`.1).2'],
    ['(1).2', '(1).2'],
    ['a in (1)', '`a` IN (1)'],
    ['a not in 1', '`a` NOT IN (1)'],
    ['a global in [1]', '`a` IN [1]'],
    ['(1,)', '(1,)'],
    ['arrayFilter((x, y) -> x > y, a, b)', 'arrayFilter((`x`, `y`) -> (`x` > `y`), `a`, `b`)'],
    ["interval '2 days'", 'INTERVAL 2 DAY'],
    ["interval '2' week", 'INTERVAL 2 WEEK'],
    ['interval', '`interval`'],
    ["date '2026-11-30'", "toDate('2026-11-30')"],
    ["timestamp '2026-11-30 00:00:00'", "toDateTime('2026-11-30 00:00:00')"],
    ['date', '`date`'],
    ['COUNT(DISTINCT a)', 'count(DISTINCT `a`)'],
    ['TRUE and null', 'true AND NULL'],
    ["cast(a, 'nullable(bigint)')", 'CAST(`a` AS Nullable(Int64))'],
    ['(select 1 union select 2)', '(SELECT 1 UNION DISTINCT SELECT 2)'],
    ['((select 1) union all (select 2))', '((SELECT 1) UNION ALL (SELECT 2))'],
  ])('%s', (text, expected) => {
    expect(reading(text)).toBe(expected);
  });
});

describe('parse reads literals as the engine does', () => {
  it.each([
    ["'it''s'", "'it\\'s'"],
    [String.raw`'a\n\t\0\x41\\\''`, String.raw`'a\x0a\x09\x00A\\\''`],
    [String.raw`'\d\%\_'`, String.raw`'\\d\\%\\_'`],
    [String.raw`'\N'`, "''"],
    ['"a b"', '`a b`'],
    ['0x1F', '31'],
    ['0b101', '5'],
    ['1_000', '1000'],
    ['007', '7'],
    ['1.', '1.0'],
    ['1.50', '1.50'],
    ['1E+5', '1e5'],
    ['1e-07', '1e-7'],
    ['18446744073709551616', '18446744073709551616'],
  ])('%s', (text, expected) => {
    expect(reading(text)).toBe(expected);
  });
});

describe('parse names the place, what it expected and what it found', () => {
  it.each([
    ['', 'no problem'],
    ['FROM t SELECT 1', 'syntax 1:1 expected SELECT, but found "FROM"'],
    [';', 'syntax 1:1 expected SELECT, but found ";"'],
    ['SELECT\n  a,\n  FROM t', 'syntax 3:3 expected an expression, but found "FROM"'],
    ['SELECT (1', 'syntax 1:10 expected ")", but found the end of the query'],
    ['SELECT 1 FROM t WHERE', 'syntax 1:22 expected an expression, but found the end of the query'],
    ['SELECT a b c FROM t', 'syntax 1:12 expected the end of the query, but found "c"'],
    ["SELECT a 'b' FROM t", 'syntax 1:10 expected the end of the query, but found the string "b"'],
    ['SELECT * a FROM t', 'syntax 1:10 expected the end of the query, but found "a"'],
    ['SELECT 1 FROM t FINAL', 'syntax 1:17 FINAL is not supported'],
    ['SELECT 1 FROM t SAMPLE 0.1', 'syntax 1:17 SAMPLE is not supported'],
    ['SELECT 1 FROM t FORMAT JSON', 'syntax 1:17 FORMAT is not supported'],
    ["SELECT 1 INTO OUTFILE '/x'", 'syntax 1:10 INTO is not supported'],
    ['SELECT _part FROM t', 'syntax 1:8 a name must not begin with an underscore'],
    ['SELECT 1 AS _t', 'syntax 1:13 a name must not begin with an underscore'],
    ['SELECT 1 AS `k.workspace_id`', 'syntax 1:13 a quoted name must not contain a point'],
    ['SELECT 1 AS ``', 'syntax 1:13 a name must not be empty'],
    [
      'SELECT 1 AS "a`b"',
      'syntax 1:13 a name must not contain quotes, backslashes or control characters',
    ],
    [`SELECT ${'a'.repeat(129)}`, 'syntax 1:8 a name may have at most 128 characters'],
    ['SELECT a.b.c.d', 'syntax 1:8 too many points in a name'],
    ['SELECT a.b.* FROM t', 'syntax 1:8 only a table may stand before .*'],
    ["SELECT 'a", 'syntax 1:8 the quote that begins here is never closed'],
    ["SELECT 'a\\", 'syntax 1:10 the query ends behind a backslash'],
    ["SELECT '\\xFF'", 'syntax 1:9 expected \\x with two hexadecimal digits up to 7F'],
    ['SELECT 1 /* a', 'syntax 1:10 the comment that begins here is never closed'],
    ['SELECT 1a', 'syntax 1:8 a number must not run into a word'],
    ['SELECT 1e_', 'syntax 1:8 a number must not run into a word'],
    ['SELECT 1 @ 2', 'syntax 1:10 the character "@" means nothing here'],
    ['SELECT \u0000', 'syntax 1:8 the character "\\u0000" means nothing here'],
    ['SELECT 🔑', 'syntax 1:8 the character "🔑" means nothing here'],
    ['SELECT $$a$$', 'syntax 1:8 the character "$" means nothing here'],
    [
      "SELECT 1::Enum8('a' = 1)",
      'syntax 1:11 expected a type such as Int64 or String, but found "Enum8"',
    ],
    ["SELECT CAST(1, 'x')", 'syntax 1:16 expected a type such as Int64 or String in the quotes'],
    [
      "SELECT CAST(1, 'Int8) FROM t')",
      'syntax 1:16 expected a type such as Int64 or String in the quotes',
    ],
    [
      "SELECT 1::DateTime('a b')",
      'syntax 1:20 expected a time zone such as \'UTC\', but found the string "a b"',
    ],
    ["SELECT INTERVAL 'x' DAY", "syntax 1:17 expected an interval such as '1 day'"],
    [
      'SELECT INTERVAL 1 FORTNIGHT',
      'syntax 1:19 expected a unit such as DAY, but found "FORTNIGHT"',
    ],
    ['SELECT quantile(x)(y)', 'syntax 1:8 the parameters of a function must be constants'],
    [
      'WITH RECURSIVE a AS (SELECT 1) SELECT 1',
      'syntax 1:6 expected a name or an expression, but found "RECURSIVE"',
    ],
    ['SELECT DISTINCT ON (a) b FROM t', 'syntax 1:17 expected an expression, but found "ON"'],
    ['SELECT 1 FROM t JOIN u', 'syntax 1:23 expected ON or USING, but found the end of the query'],
    [
      'SELECT 1 FROM t LIMIT ALL BY a',
      'syntax 1:30 expected a whole number before BY, but found "a"',
    ],
    ['SELECT 1 FROM t OFFSET x', 'syntax 1:24 expected a whole number, but found "x"'],
    ['SELECT 1 FROM t ORDER BY a COLLATE x', 'syntax 1:28 COLLATE is not supported'],
    [
      'SELECT 1 SETTINGS a = (',
      'syntax 1:24 expected the value of a setting, but found the end of the query',
    ],
  ])('%s', (text, expected) => {
    expect(problemOf(text)).toBe(expected);
  });

  it('with at most 32 characters of the query', () => {
    expect(problemOf(`SELECT 1 1${' '.repeat(3)}${'x'.repeat(900)}`)).toBe(
      'syntax 1:10 expected the end of the query, but found "1"',
    );
    expect(problemOf(`SELECT 1 '${'x'.repeat(900)}'`)).toContain(`"${'x'.repeat(32)}…"`);
  });

  it('as too complex where the query nests too deep', () => {
    expect(problemOf(`SELECT ${'('.repeat(98)}1${')'.repeat(98)}`)).toBe('no problem');
    expect(problemOf(`SELECT ${'('.repeat(5000)}1`)).toBe(
      'complex 1:107 nested more than 100 levels deep',
    );
  });
});

describe('the parser', () => {
  it.each([
    ['sums', (n: number) => `SELECT ${'1+'.repeat(n)}1`],
    ['conditions', (n: number) => `SELECT ${'a = 1 AND '.repeat(n)}b`],
    ['columns', (n: number) => `SELECT ${'a AS b, '.repeat(n)}c`],
    ['lists', (n: number) => `SELECT a IN (${'1, '.repeat(n)}2)`],
    ['nested calls', (n: number) => `SELECT ${'f(a, '.repeat(n / 20)}1${')'.repeat(n / 20)}`],
    ['joins', (n: number) => `SELECT 1 FROM t ${'LEFT JOIN u USING (a) '.repeat(n)}`],
    ['unions', (n: number) => `SELECT 1 ${'UNION ALL SELECT 1 '.repeat(n)}`],
    ['subqueries', (n: number) => `${'SELECT (('.repeat(n / 80)}SELECT 1${'))'.repeat(n / 80)}`],
    ['settings', (n: number) => `SELECT 1 SETTINGS a = 1${', a = [1]'.repeat(n)}`],
    ['other statements', (n: number) => `DROP ${'x '.repeat(n)}`],
  ])('looks at twice as many tokens for a query twice as long: %s', (_, textOf) => {
    const looks = (n: number) => {
      let cursor: TokenCursor | undefined;
      parse(textOf(n), (opened) => {
        cursor = opened;
      });
      return cursor?.looks ?? 0;
    };
    const [once, twice, fourTimes] = [looks(400), looks(800), looks(1600)];
    expect(twice - once).toBeGreaterThan(0);
    expect(fourTimes - twice).toBe(2 * (twice - once));
  });
});
