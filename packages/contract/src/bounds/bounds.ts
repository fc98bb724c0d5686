import type { Operation } from '../operation.js';
import { type RequestBounds, requestBoundsOf } from './request-bounds.js';

/** What one call of an operation may cost at most. */
export type Bounds = RequestBounds;

/** Derived from the definition. Throws for a definition from which a bound cannot be derived. */
export function boundsOf(operation: Operation): Bounds {
  try {
    return requestBoundsOf(operation.request);
  } catch (cause) {
    throw new Error(`${operation.name} has no bounds`, { cause });
  }
}
