import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prefixOfStart } from './format-key.js';
import { parsePrefixedApiKey } from './prefixed-api-key.js';

describe('parsePrefixedApiKey', () => {
  it.each([
    ['acme_BRTRKFsL_51FwqftsmMDHHbJAMEXXHCgG', 'acme', '51FwqftsmMDHHbJAMEXXHCgG', 'acme_BRTR'],
    ['my_company_ab12_secret', 'my_company', 'secret', 'my_company_ab12'],
    ['_short_long', '', 'long', '_shor'],
    ['a__b', 'a', 'b', 'a__b'],
  ])('takes %s apart from its end', (key, prefix, longToken, start) => {
    expect(parsePrefixedApiKey(key)).toEqual({ prefix, longToken, start });
  });

  it.each(['', 'acme', 'acme_secret', '_'])('does not treat "%s" as such a key', (key) => {
    expect(parsePrefixedApiKey(key)).toBeUndefined();
  });

  it('shows enough to read the prefix back', () => {
    const token = fc.stringMatching(/^[a-zA-Z0-9]{8,24}$/);
    const prefix = fc.stringMatching(/^[a-z]+(_[a-z]+){0,2}$/);
    fc.assert(
      fc.property(prefix, token, token, (wanted, short, long) => {
        const parsed = parsePrefixedApiKey(`${wanted}_${short}_${long}`);
        expect(parsed?.prefix).toBe(wanted);
        expect(prefixOfStart(parsed?.start ?? '')).toBe(wanted);
      }),
    );
  });
});
