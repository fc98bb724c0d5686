import { createHmac, randomBytes } from 'node:crypto';
import { isSameText } from '../../lib/crypto/same-text.js';

/**
 * What an authenticator signs, to show that it answers now.
 *
 * A challenge proves its own origin and age, so asking for one stores nothing: a flood of questions
 * fills no table. Once it was answered rightly, its use is stored (`claimChallenge`), so an answer
 * that was seen on its way works only once.
 */
export type ChallengePurpose = 'login' | 'register';

export const CHALLENGE_LIFETIME_MS = 5 * 60_000;
const NONCE_BYTES = 16;

export interface ChallengeFor {
  readonly purpose: ChallengePurpose;
  /** Whose passkey is to be made. Empty for logging in, since it is not known yet who does. */
  readonly userId: string;
}

export function newChallenge(secret: Buffer, part: ChallengeFor, nowMs: number): string {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const body = `${nonce}.${nowMs + CHALLENGE_LIFETIME_MS}`;
  return `${body}.${macOf(secret, part, body)}`;
}

/** Whether this installation made it, for this purpose and person, and it has not expired. */
export function isOurChallenge(
  secret: Buffer,
  part: ChallengeFor,
  { challenge, nowMs }: { challenge: string; nowMs: number },
): boolean {
  const [nonce = '', expiresAt = '', mac = ''] = challenge.split('.');
  const body = `${nonce}.${expiresAt}`;
  return isSameText(macOf(secret, part, body), mac) && nowMs < Number(expiresAt);
}

function macOf(secret: Buffer, { purpose, userId }: ChallengeFor, body: string): string {
  return createHmac('sha256', secret)
    .update(`challenge ${purpose} ${userId} ${body}`)
    .digest('base64url');
}
