/** The parts of a request that make it repeatable. */
export interface Idempotency {
  /** The Idempotency-Key, which the client chooses. */
  readonly key: string;
  /**
   * The credential of the caller, such as its root key or the token of its session. Secrets are
   * derived from it, and it is never stored.
   */
  readonly credential: string;
  /** A digest of operation and body, which must be the same for each use of the key. */
  readonly requestDigest: string;
}

/** How long the answer to a request with an Idempotency-Key is repeated. */
export const ANSWER_LIFETIME_MS = 24 * 60 * 60 * 1000;
