import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with AES-256-GCM. `boundTo` is not secret and not stored. Opening needs the same value,
 * so a text that was sealed for one place does not open in another. Nonces are random, so one key
 * may seal up to 2^32 times.
 */
export function seal(key: KeyObject | Uint8Array, plain: Uint8Array, boundTo: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws unless the text was sealed with this key and this `boundTo`. */
export function open(key: KeyObject | Uint8Array, sealed: Buffer, boundTo: string): Buffer {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(-TAG_BYTES));
  const encrypted = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}

export function sealText(key: KeyObject | Uint8Array, text: string, boundTo: string): Buffer {
  return seal(key, Buffer.from(text), boundTo);
}

export function openText(key: KeyObject | Uint8Array, sealed: Buffer, boundTo: string): string {
  return open(key, sealed, boundTo).toString('utf8');
}
