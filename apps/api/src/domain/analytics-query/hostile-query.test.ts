import { describe, expect, it } from 'vitest';
import { CountedText } from '../../../test/counted-text.js';
import { guardQuery } from './guard-query.js';

const V1 = 'key_verifications_v1';

describe('a hostile query', () => {
  const N = 16_000;
  const HOSTILE: readonly (readonly [string, string])[] = [
    ['parentheses', `SELECT ${'('.repeat(5000)}1${')'.repeat(5000)} FROM ${V1}`],
    ['open parentheses', `SELECT ${'('.repeat(N)}`],
    ['arrays', `SELECT ${'['.repeat(N)}`],
    ['calls', `SELECT ${'f('.repeat(N / 2)}`],
    ['signs', `SELECT ${'- '.repeat(N / 2)}1 FROM ${V1}`],
    ['negations', `SELECT ${'NOT '.repeat(N / 4)}1 FROM ${V1}`],
    ['a chain of sums', `SELECT ${'1+'.repeat(N / 2)}1 FROM ${V1}`],
    ['a chain of conditions', `SELECT 1 FROM ${V1} WHERE ${'1 OR '.repeat(N / 5)}1`],
    ['conversions', `SELECT 1${'::Int8'.repeat(N / 6)} FROM ${V1}`],
    ['elements', `SELECT a${'[1]'.repeat(N / 3)} FROM ${V1}`],
    ['ternaries', `SELECT ${'1?1:'.repeat(N / 4)}1 FROM ${V1}`],
    ['nested ternaries', `SELECT ${'1?'.repeat(N / 2)}`],
    ['lambdas', `SELECT ${'x->'.repeat(N / 3)}1 FROM ${V1}`],
    ['cases', `SELECT ${'CASE '.repeat(N / 5)}`],
    ['intervals', `SELECT ${'INTERVAL - '.repeat(N / 11)}`],
    ['types', `SELECT 1::${'Array('.repeat(N / 6)}`],
    ['types in quotes', `SELECT CAST(1, '${'Array('.repeat(N / 6)}')`],
    ['subqueries', `SELECT 1 FROM ${'(SELECT 1 FROM '.repeat(N / 15)}`],
    ['subqueries in expressions', `SELECT ${'(SELECT '.repeat(N / 8)}`],
    ['nested unions', `${'('.repeat(N)}`],
    ['a long union', `SELECT 1 FROM ${V1}${' UNION ALL SELECT 1'.repeat(N / 19)}`],
    ['joins', `SELECT 1 FROM ${V1}${`,${V1}`.repeat(N / 21)}`],
    ['WITH', `WITH ${'a AS (WITH '.repeat(N / 11)}`],
    ['EXISTS', `SELECT ${'EXISTS(SELECT '.repeat(N / 14)}`],
    ['spaces', `SELECT 1 ${' '.repeat(N)}`],
    ['comments', `SELECT 1 ${'/**/'.repeat(N / 4)}`],
    ['an open comment', `SELECT 1 /*${'*'.repeat(N)}`],
    ['an open quote', `SELECT '${"''".repeat(N / 2)}`],
    ['backslashes', `SELECT '${'\\'.repeat(N)}`],
    ['a long number', `SELECT ${'9'.repeat(N)} FROM ${V1}`],
    ['a long name', `SELECT ${'a'.repeat(N)} FROM ${V1}`],
    ['points', `SELECT a${'.a'.repeat(N / 2)} FROM ${V1}`],
    ['settings', `SELECT 1 SETTINGS a = ${'('.repeat(N)}`],
    ['statements', 'DROP;'.repeat(N / 5)],
    ['characters outside of ASCII', '\u{1f511}'.repeat(N / 4)],
  ];

  it.each(HOSTILE)(
    'gets a short answer, after each character was read a few times: %s',
    (_, text) => {
      const counted = new CountedText(text);
      const guarded = guardQuery(counted, {
        group: 'verifications',
        workspaceId: 'ws_1',
        rowsMax: 100,
        retentionDays: 30,
        nowMs: Date.parse('2026-11-30T12:00:00Z'),
      });
      expect(counted.reads).toBeLessThanOrEqual(12 * (text.length + 1));
      if (guarded.kind === 'refused') expect(guarded.detail.length).toBeLessThan(300);
    },
  );
});
