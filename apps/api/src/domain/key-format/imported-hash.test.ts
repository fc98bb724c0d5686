import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readImportedHash } from './imported-hash.js';

const SEAM = 'github.com/seamapi/prefixed-api-key';

describe('readImportedHash', () => {
  it('reads one digest from every form in which it is written', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const digest = createHash('sha256').update(key).digest();
        const base64 = digest.toString('base64');
        const hex = digest.toString('hex');
        const forms = [base64, base64.slice(0, -1), digest.toString('base64url'), hex];
        const others = [`${digest.toString('base64url')}=`, hex.toUpperCase()];
        for (const form of [...forms, ...others]) {
          expect(readImportedHash(form, 'sha256')).toBe(base64);
          expect(readImportedHash(form, SEAM)).toBe(hex);
        }
      }),
    );
  });

  const GOOD = createHash('sha256').update('key').digest();
  it.each([
    ['a word', 'abc'],
    ['bcrypt', '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'],
    ['a space behind it', `${GOOD.toString('base64')} `],
    ['a line break behind it', `${GOOD.toString('base64')}\n`],
    ['a line break behind digits', `${GOOD.toString('hex')}\n`],
    ['a colon between digits', GOOD.toString('hex').replace(/..(?!$)/g, '$&:')],
    ['SHA-1', createHash('sha1').update('key').digest('hex')],
    ['SHA-512', createHash('sha512').update('key').digest('base64')],
    ['both alphabets', `+_${'A'.repeat(41)}=`],
    ['bits to spare', `${'A'.repeat(42)}B=`],
    ['a prefix', `sha256:${GOOD.toString('hex')}`],
  ])('refuses %s', (_, hash) => {
    expect(readImportedHash(hash, 'sha256')).toBeUndefined();
    expect(readImportedHash(hash, SEAM)).toBeUndefined();
  });
});
