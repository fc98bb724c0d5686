import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Base64, sha256Hex } from './sha256.js';

describe('sha256Base64', () => {
  // The digests of FIPS 180-2, and a text whose digest needs `+`, `/` and padding.
  it.each([
    ['', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
    ['abc', 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='],
  ])('hashes %j to %s', (text, digest) => {
    expect(sha256Base64(text)).toBe(digest);
  });

  it('hashes the UTF-8 bytes of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const expected = createHash('sha256').update(Buffer.from(text, 'utf8')).digest('base64');
        expect(sha256Base64(text)).toBe(expected);
      }),
    );
  });
});

describe('sha256Hex', () => {
  it('writes the same digest in another way', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(Buffer.from(sha256Hex(text), 'hex').toString('base64')).toBe(sha256Base64(text));
      }),
    );
  });
});
