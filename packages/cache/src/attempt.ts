import { CacheError } from './cache-error.js';
import type { Result } from './result.js';

/** Runs what may throw, as stores and loaders of other people do, and returns that as `err`. */
export async function attempt<TValue>(
  tier: string,
  key: string | string[],
  work: () => Promise<Result<TValue>>,
): Promise<Result<TValue>> {
  try {
    const result = await work();
    // Looked at in here, so that a store that returns nothing at all is a failure like any other.
    return result.err ? { err: result.err } : result;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return { err: new CacheError({ tier, key: String(key), message, cause }) };
  }
}
