import { expect, it } from 'vitest';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.js';

it('ten codes are made, all different, in four groups of four', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
});

it('a code is the same in small letters, with spaces and without dashes', () => {
  const code = 'ABCD-EFGH-JKLM-NPQR';
  for (const typed of ['abcd-efgh-jklm-npqr', 'ABCDEFGHJKLMNPQR', ' abcd efgh jklm npqr ']) {
    expect(hashRecoveryCode(typed)).toBe(hashRecoveryCode(code));
  }
  expect(hashRecoveryCode('ABCD-EFGH-JKLM-NPQS')).not.toBe(hashRecoveryCode(code));
});
