import { createHmac, randomBytes } from 'node:crypto';
import { isSameText } from '../../lib/crypto/same-text.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';

/** Of a session. It cannot be guessed, so its hash needs no salt. */
const SESSION_TOKEN_BYTES = 32;
/** Of a link, which a person may have to copy by hand. */
const LINK_TOKEN_BYTES = 18;
const DEVICE_ID_BYTES = 12;

export function newSessionToken(): string {
  return randomBytes(SESSION_TOKEN_BYTES).toString('base64url');
}

export function newLinkToken(): string {
  return randomBytes(LINK_TOKEN_BYTES).toString('base64url');
}

/** What the database has in place of a token. */
export const hashToken = sha256Base64;

/** What a page must send beside the cookie: no other page can know it. */
export function csrfTokenOf(secret: Buffer, sessionToken: string): string {
  return macOf(secret, `csrf ${sessionToken}`);
}

export function isCsrfTokenOf(secret: Buffer, sessionToken: string, sent: string): boolean {
  return isSameText(csrfTokenOf(secret, sessionToken), sent);
}

/**
 * The mark of a browser in which a person has logged in before. It opens nothing: it only has a
 * budget of attempts of its own, so that attackers elsewhere do not lock the person out.
 */
export function newDeviceToken(secret: Buffer, userId: string): string {
  const id = randomBytes(DEVICE_ID_BYTES).toString('base64url');
  return `${userId}.${id}.${macOf(secret, `device ${userId} ${id}`)}`;
}

/** The id of the device. `undefined`: it is none of this person, or it is forged. */
export function deviceIdOf(
  secret: Buffer,
  userId: string,
  sent: string | null,
): string | undefined {
  const [user = '', id = '', mac = ''] = sent?.split('.') ?? [];
  if (user !== userId || id === '') return undefined;
  return isSameText(macOf(secret, `device ${userId} ${id}`), mac) ? id : undefined;
}

function macOf(secret: Buffer, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}
