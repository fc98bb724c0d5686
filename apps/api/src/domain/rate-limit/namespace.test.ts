import { NAME_PATTERN } from '@unlatch/contract/shapes/text';
import { describe, expect, it } from 'vitest';
import { refuseNamespaceName } from './namespace.js';

describe('refuseNamespaceName', () => {
  it('refuses the characters that the contract refuses in names, and no others', () => {
    const ofContract = new RegExp(NAME_PATTERN, 'u');
    const differing: string[] = [];
    for (let point = 0; point < 0x1_1000; point++) {
      // Only the character itself is of interest: some are not in form C when they stand alone.
      const name = String.fromCodePoint(point).normalize('NFC');
      if (ofContract.test(name) !== isTaken(name)) differing.push(point.toString(16));
    }
    expect(differing).toEqual([]);
  });

  it('refuses a letter with its accent apart, which would look like another namespace', () => {
    expect(isTaken('cr\u00e9\u00e9')).toBe(true);
    expect(isTaken('cre\u0301e\u0301')).toBe(false);
  });
});

function isTaken(name: string): boolean {
  try {
    refuseNamespaceName(name, 'body.namespace');
    return true;
  } catch {
    return false;
  }
}
