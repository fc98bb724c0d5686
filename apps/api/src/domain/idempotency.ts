/** How long the answer to a request with an Idempotency-Key is given again. */
export const ANSWER_LIFETIME_MS = 24 * 60 * 60 * 1000;

export const IDEMPOTENCY_KEY_LENGTH_MAX = 255;
