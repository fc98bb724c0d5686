import { randomBytes } from 'node:crypto';
import { hashToken } from './tokens.js';

const CODES = 10;
/** 80 bits: too many to find a code from its hash, so the hash needs no salt and may be fast. */
const CODE_BYTES = 10;
/** 32 characters, without those that look alike. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Ten codes such as `9K3F-XW2A-7QHT-M4PD`, to be written down on paper. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, newRecoveryCode);
}

/** What the database has in place of a code, however a person has typed it. */
export function hashRecoveryCode(code: string): string {
  return hashToken(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''));
}

function newRecoveryCode(): string {
  const bits = [...randomBytes(CODE_BYTES)].map((byte) => byte.toString(2).padStart(8, '0'));
  const letters = (bits.join('').match(/.{5}/g) ?? []).map((five) =>
    ALPHABET.charAt(Number.parseInt(five, 2)),
  );
  return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-');
}
