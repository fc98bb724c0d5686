import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase58 } from './base58.js';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

describe('encodeBase58', () => {
  // From the Base58 draft of the IETF and the test vectors of Bitcoin Core.
  it.each([
    ['', ''],
    ['00', '1'],
    ['39', 'z'],
    ['3a', '21'],
    ['61', '2g'],
    ['626262', 'a3gV'],
    ['636363', 'aPEr'],
    ['73696d706c792061206c6f6e6720737472696e67', '2cFupjhnEsSn59qHXstmK2ffpLv2'],
    ['00eb15231dfceb60925886b67d065299925915aeb172c06647', '1NS17iag9jJgTHD1VXjvLCEnZuQ3rJDE9L'],
    ['516b6fcd0f', 'ABnLTmg'],
    ['bf4f89001e670274dd', '3SEo3LWLoPntC'],
    ['572e4794', '3EFU7m'],
    ['ecac89cad93923c02321', 'EJDM8drfXA6uyA'],
    ['10c8511e', 'Rt5zm'],
    ['00000000000000000000', '1111111111'],
    ['48656c6c6f20576f726c6421', '2NEpo7TZRRrLZSi2U'],
    ['0000287fb4cd', '11233QC4'],
  ])('encodes %s as %j', (hex, text) => {
    expect(encodeBase58(Buffer.from(hex, 'hex'))).toBe(text);
  });

  it('is reversed by a decoder, for every length and any number of leading zeros', () => {
    fc.assert(
      fc.property(
        fc.nat(4),
        fc.uint8Array({ minLength: 0, maxLength: 255, size: 'max' }),
        (zeros, tail) => {
          const bytes = Uint8Array.from([...new Uint8Array(zeros), ...tail]);
          expect(decodeBase58(encodeBase58(bytes))).toEqual(bytes);
        },
      ),
    );
  });

  it('gives 21 or 22 characters for nearly every 16 bytes', () => {
    expect(encodeBase58(new Uint8Array(16).fill(255))).toHaveLength(22);
    expect(encodeBase58(Uint8Array.of(1, ...new Uint8Array(15)))).toHaveLength(21);
  });
});

function decodeBase58(text: string): Uint8Array {
  let value = 0n;
  for (const digit of text) value = value * 58n + BigInt(ALPHABET.indexOf(digit));
  const tail: number[] = [];
  for (; value > 0n; value /= 256n) tail.unshift(Number(value % 256n));
  const zeros = text.length - text.replace(/^1+/, '').length;
  return Uint8Array.from([...new Uint8Array(zeros), ...tail]);
}
