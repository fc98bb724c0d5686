import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { describeTotp, newTotpSecret, stepOfCode } from './totp.js';

/** The secret of RFC 6238, appendix B, with the last six digits of its codes for SHA-1. */
const RFC_SECRET = Buffer.from('12345678901234567890');
const RFC_CODES: [number, string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

describe('a code', () => {
  it.each(RFC_CODES)('of second %i is %s, as RFC 6238 has it', (seconds, code) => {
    const step = stepOfCode(RFC_SECRET, { code, nowMs: seconds * 1000 });
    expect(step).toBe(Math.floor(seconds / 30));
  });

  it.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ])('of %i steps from now is accepted: %s, and names its own step', (steps, isAccepted) => {
    const [seconds, code] = [1_111_111_109, '081804'];
    const nowMs = (seconds - steps * 30) * 1000;
    const step = stepOfCode(RFC_SECRET, { code, nowMs });
    expect(step).toBe(isAccepted ? Math.floor(seconds / 30) : null);
  });

  it.each(['000000', '28708', '2870822', 'abcdef', ''])('%j is wrong', (code) => {
    expect(stepOfCode(RFC_SECRET, { code, nowMs: 59_000 })).toBeNull();
  });
});

describe('a new secret', () => {
  it('has 160 bits and is never the same', () => {
    expect(newTotpSecret()).toHaveLength(20);
    expect(newTotpSecret().equals(newTotpSecret())).toBe(false);
  });

  it('is described so that an app makes the codes that are accepted', () => {
    const secret = newTotpSecret();
    const { uri, secret: typed } = describeTotp(secret, 'ada@example.com');
    expect(uri).toMatch(/^otpauth:\/\/totp\/Unlatch:ada%40example\.com\?/);
    expect(uri).toContain(`secret=${typed}`);
    const nowMs = 1_700_000_000_000;
    const code = new TOTP({ secret: typed }).generate({ timestamp: nowMs });
    expect(stepOfCode(secret, { code, nowMs })).toBe(Math.floor(nowMs / 30_000));
  });
});
