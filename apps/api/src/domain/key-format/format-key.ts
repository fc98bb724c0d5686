import { encodeBase58 } from '../../lib/base58.js';

/**
 * The bounds of the number of random bytes in a key, and the default. 16 bytes are 128 bits, which
 * cannot be guessed.
 */
export const KEY_BYTE_LENGTH_MIN = 16;
export const KEY_BYTE_LENGTH_MAX = 255;
export const KEY_BYTE_LENGTH_DEFAULT = 16;

/** How many characters of the secret are stored in the clear, to recognise the key by. */
const SHOWN_LENGTH = 4;

export interface FormattedKey {
  /** The secret itself. It is shown once and never stored. */
  readonly key: string;
  /** The beginning of the key, for display. */
  readonly start: string;
}

/**
 * Writes a key. The underscore is added even when the prefix already ends in one, so that the
 * prefix can be read back from `start`.
 */
export function formatKey(options: {
  prefix: string | null;
  secretBytes: Uint8Array;
}): FormattedKey {
  const body = encodeBase58(options.secretBytes);
  const lead = options.prefix ? `${options.prefix}_` : '';
  return { key: lead + body, start: lead + body.slice(0, SHOWN_LENGTH) };
}

/**
 * The end of a key with a secret of the default length or more, for display. What is not shown of
 * the secret still has more than 80 bits.
 */
export function endOf(key: string): string {
  return key.slice(-SHOWN_LENGTH);
}

/** The whole prefix of the key that `start` was taken from, or null if it had none. */
export function prefixOfStart(start: string): string | null {
  const prefix = start.slice(0, -(SHOWN_LENGTH + 1));
  return prefix === '' ? null : prefix;
}
