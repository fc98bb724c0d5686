import type { TUnsafe } from '@sinclair/typebox';
import { limited } from './annotations.js';
import { anyObject, type Typed } from './schema.js';

/** Of the JSON text that is stored. */
export const KEY_META_BYTES_MAX = 65_535;
export const IDENTITY_META_BYTES_MAX = 1_048_576;

/** An honest `meta` has a few dozen values. A reader of JSON pays for each, and most for names. */
export const META_VALUES_MAX = 10_000;

/**
 * Levels below the object itself. No honest `meta` has more, and recursion over it could exhaust
 * the stack.
 */
export const META_DEPTH_MAX = 100;

export const KeyMeta = meta(KEY_META_BYTES_MAX);

export const IdentityMeta = meta(IDENTITY_META_BYTES_MAX);

/** Any JSON object of the caller, as a request sets it. Answers show it as `AnyObject`. */
function meta(bytesMax: number): TUnsafe<Record<string, unknown>> & Typed {
  const limits = { bytesMax, valuesMax: META_VALUES_MAX, depthMax: META_DEPTH_MAX + 1 };
  return limited(
    limits,
    anyObject({
      maxProperties: 100,
      description: `Any JSON object of yours. It is stored and returned as it is. At most ${bytesMax} bytes as JSON, ${META_VALUES_MAX} values and ${META_DEPTH_MAX} levels.`,
    }),
  );
}
