import type { UnkeyError } from './unkey-error.js';

/**
 * The result of a method of `unkey.safe`. It never rejects: test `ok` first.
 *
 * @example
 * const result = await unkey.safe.keys.getKey({ keyId });
 * if (!result.ok) return result.error.code;
 * return result.value.data.enabled;
 */
export type Result<T> =
  | { ok: true; value: T; error?: never }
  | { ok: false; value?: never; error: UnkeyError };
