import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inertText } from './inert-text.js';

describe('inertText', () => {
  it.each([
    ['Ada Lovelace, 🇬🇧 crème', 'Ada Lovelace, 🇬🇧 crème'],
    ['می\u200cخواهم 👩\u200d🚀', 'می\u200cخواهم 👩\u200d🚀'],
    ['\u001b[2Jgone', '\\u{1b}[2Jgone'],
    ['a\r\nb', 'a\\u{d}\\u{a}b'],
    ['\u202egpj.exe', '\\u{202e}gpj.exe'],
    ['a\u200bb\ufeff\u{e0041}', 'a\\u{200b}b\\u{feff}\\u{e0041}'],
  ])('writes %j as %j', (text, inert) => {
    expect(inertText(text)).toBe(inert);
  });

  it('leaves nothing that acts on a screen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(inertText(text)).not.toMatch(
          /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/u,
        );
      }),
    );
  });
});
