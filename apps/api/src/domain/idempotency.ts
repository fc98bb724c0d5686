/** What makes a request repeatable. */
export interface Idempotency {
  /** Chosen by the client: the Idempotency-Key. */
  readonly key: string;
  /**
   * What the caller authenticated with, such as its root key or the token of its session. Secrets
   * are derived from it; it is never stored.
   */
  readonly credential: string;
  /** Operation and body: what must be the same whenever the key is used. */
  readonly requestDigest: string;
}

/** How long the answer to a request with an Idempotency-Key is given again. */
export const ANSWER_LIFETIME_MS = 24 * 60 * 60 * 1000;
