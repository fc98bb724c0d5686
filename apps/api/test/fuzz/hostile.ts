import { Members, RawJson } from './json-text.js';
import type { Random } from './random.js';

/** Texts that break readers, patterns, databases, shells, spreadsheets, logs and screens. */
const HOSTILE_TEXTS: readonly [string, ...string[]] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  '\ud83d\ude00',
  '\u202eevil\u202c',
  '\u200b\u200d\ufeff',
  'n\u0303 \u00f1',
  '\u0430dmin',
  'line\nbreak',
  'line\r\nX-Injected: 1',
  '\u001b[31mred\u001b[0m',
  '\u2028\u2029\u0085',
  "'; drop table keys; --",
  "' or '1'='1",
  '\\',
  '\\\\x00',
  '%',
  '_',
  '%_%',
  '*',
  '**',
  '*a*b*c*',
  '$1',
  '{{7*7}}',
  '=1+1',
  '@SUM(A1)',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  'true',
  '-1',
  '1e309',
  '9007199254740993',
  'AND',
  'a AND',
  '(((a',
  'a OR (b AND c)',
  '127.0.0.1',
  '::ffff:127.0.0.1',
  '0177.0.0.1',
  '10.0.0.0/33',
  'fe80::1%eth0',
  'x'.repeat(255),
  'x'.repeat(256),
  'x'.repeat(513),
  'x'.repeat(1025),
  '𝄞'.repeat(255),
];

/** Numbers at the edges of doubles, of 32 and 53 and 64 bits, of dates and of JSON itself. */
const NUMBERS: readonly [string, ...string[]] = [
  '0',
  '-0',
  '-1',
  '1',
  '0.5',
  '1.0',
  '1e0',
  '100',
  '1e2',
  '999',
  '1000',
  '1001',
  '2147483647',
  '2147483648',
  '4294967296',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '-9007199254740993',
  '1e21',
  '1e308',
  '1e309',
  '1e400',
  '-1e400',
  '5e-324',
  '1e-400',
  '0.1',
  '0.30000000000000004',
  '123456789012345678901234',
  '8640000000000001',
  '253402300800000',
  '4102444800000',
]; // prettier-ignore

const NAMES: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  'a\0',
  '\ud800',
  'unheardOf',
  '0',
  '$ref',
  'length',
  'then',
  'toJSON',
]; // prettier-ignore

export function hostileText(random: Random): string {
  if (random.percent(3)) return 'x'.repeat(random.pick([4_000, 10_000, 65_536]));
  if (random.percent(10)) return `${random.word(4)}${random.pick(HOSTILE_TEXTS)}${random.word(4)}`;
  return random.pick(HOSTILE_TEXTS);
}

export function hostileNumber(random: Random): RawJson {
  return new RawJson(random.pick(NUMBERS));
}

export function hostileName(random: Random): string {
  return random.percent(80) ? random.pick(NAMES) : hostileText(random);
}

/** Any JSON value that a place may not expect. */
export function hostileValue(random: Random): unknown {
  switch (random.below(9)) {
    case 0:
      return null;
    case 1:
      return random.percent(50);
    case 2:
    case 3:
      return hostileNumber(random);
    case 4:
    case 5:
      return hostileText(random);
    case 6:
      return random.percent(50) ? [] : {};
    case 7:
      return nested(random, random.pick([2, 10, 100, 250, 2_000]));
    default:
      return hostileObject(random);
  }
}

function hostileObject(random: Random): Members {
  const name = hostileName(random);
  const nameAgain = random.percent(20) ? name : random.word(3);
  return new Members([
    [name, random.percent(50) ? hostileText(random) : hostileNumber(random)],
    [nameAgain, new Members([['prototype', 1]])],
  ]);
}

function nested(random: Random, depth: number): RawJson {
  return random.percent(50)
    ? new RawJson(`${'['.repeat(depth)}${']'.repeat(depth)}`)
    : new RawJson(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
}
