import { CacheError } from './cache-error.js';
import type { Result } from './result.js';

/** Runs code of stores and loaders, which may throw, and returns a failure as `err`. */
export async function attempt<TValue>(
  tier: string,
  key: string | string[],
  work: () => Promise<Result<TValue>>,
): Promise<Result<TValue>> {
  try {
    const result = await work();
    // The result is read in here, so that a store that returns undefined is an ordinary failure.
    return result.err ? { err: result.err } : result;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return { err: new CacheError({ tier, key: String(key), message, cause }) };
  }
}
