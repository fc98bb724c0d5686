import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openText, sealText } from './sealed.js';

const key = randomBytes(32);

describe('a sealed text', () => {
  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, boundTo) => {
        expect(openText(key, sealText(key, text, boundTo), boundTo)).toBe(text);
      }),
    );
  });

  it('does not show the text, and never looks the same twice', () => {
    const first = sealText(key, 'unkey_secret', 'row 1');
    expect(first.includes('secret')).toBe(false);
    expect(first.equals(sealText(key, 'unkey_secret', 'row 1'))).toBe(false);
  });

  it('opens neither with another key, nor in another place, nor when a bit was changed', () => {
    const sealed = sealText(key, 'unkey_secret', 'row 1');
    expect(() => openText(randomBytes(32), sealed, 'row 1')).toThrow();
    expect(() => openText(key, sealed, 'row 2')).toThrow();
    for (const index of sealed.keys()) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => openText(key, changed, 'row 1')).toThrow();
    }
  });
});
