import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCase } from './fold-case.js';

describe('foldCase', () => {
  it.each([
    ['Admin', 'aDMIN'],
    ['cr\u00e9\u00e9', 'cre\u0301e\u0301'],
    ['straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδος'],
    ['ｅｄｉｔｏｒ', 'editor'],
    ['ﬁnance', 'FINANCE'],
  ])('%s and %s are the same', (one, other) => {
    expect(foldCase(one)).toBe(foldCase(other));
  });

  it.each([
    ['admin', 'аdmin'],
    ['resume', 'résumé'],
    ['a b', 'ab'],
  ])('%s and %s are not', (one, other) => {
    expect(foldCase(one)).not.toBe(foldCase(other));
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldCase(foldCase(text))).toBe(foldCase(text));
      }),
    );
  });
});
