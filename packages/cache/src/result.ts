import type { CacheError } from './cache-error.js';

/**
 * The result of every operation: `val` or `err`, never both. This package never rejects because a
 * store or a loader failed.
 *
 * @example
 * const { val, err } = await cache.user.get('u1');
 * if (err) console.error(err.tier, err.message);
 */
export type Result<TValue, TError = CacheError> =
  | { val: TValue; err?: never }
  | { val?: never; err: TError };
