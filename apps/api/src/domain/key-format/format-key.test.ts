import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatKey,
  KEY_BYTE_LENGTH_DEFAULT,
  KEY_BYTE_LENGTH_MAX,
  KEY_BYTE_LENGTH_MIN,
  prefixOfStart,
} from './format-key.js';

const SECRET = Uint8Array.from({ length: 16 }, (_, index) => index + 1);
const BODY = '8DfbjXLth7APvt3qQPgtf';

const prefix = fc.stringMatching(/^[a-zA-Z0-9_]{1,16}$/);
const secretBytes = fc.uint8Array({
  minLength: KEY_BYTE_LENGTH_MIN,
  maxLength: KEY_BYTE_LENGTH_MAX,
  size: 'max',
});

describe('formatKey', () => {
  it.each([
    { prefix: null, key: BODY, start: '8Dfb' },
    { prefix: '', key: BODY, start: '8Dfb' },
    { prefix: 'prod', key: `prod_${BODY}`, start: 'prod_8Dfb' },
    { prefix: 'my_app', key: `my_app_${BODY}`, start: 'my_app_8Dfb' },
    { prefix: 'sk_', key: `sk__${BODY}`, start: 'sk__8Dfb' },
  ])('writes $start… for the prefix $prefix', ({ prefix, key, start }) => {
    expect(formatKey({ prefix, secretBytes: SECRET })).toEqual({ key, start });
  });

  it('shows exactly four characters of the secret', () => {
    fc.assert(
      fc.property(fc.option(prefix), secretBytes, (prefix, secretBytes) => {
        const { key, start } = formatKey({ prefix, secretBytes });
        expect(key.startsWith(start)).toBe(true);
        expect(start).toHaveLength((prefix === null ? 0 : prefix.length + 1) + 4);
      }),
    );
  });

  it('makes 16 bytes of secret unless told otherwise', () => {
    expect(KEY_BYTE_LENGTH_DEFAULT).toBe(16);
  });
});

describe('prefixOfStart', () => {
  it('gives back the whole prefix, underscores included', () => {
    fc.assert(
      fc.property(fc.option(prefix), secretBytes, (prefix, secretBytes) => {
        expect(prefixOfStart(formatKey({ prefix, secretBytes }).start)).toBe(prefix);
      }),
    );
  });

  it('finds no prefix in the empty start of an imported key', () => {
    expect(prefixOfStart('')).toBeNull();
  });
});
