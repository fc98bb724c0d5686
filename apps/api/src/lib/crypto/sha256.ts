import { hash } from 'node:crypto';

/** SHA-256 of the UTF-8 of a text, as standard padded base64 (44 characters). */
export function sha256Base64(text: string): string {
  // For inputs as short as a key, the one-shot function costs less than half of createHash.
  return hash('sha256', text, 'base64');
}

/** The same digest as lower-case hexadecimal digits (64 characters). */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
