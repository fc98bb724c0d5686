import type { Operation } from '../operation.js';
import { type RequestBounds, requestBoundsOf } from './request-bounds.js';
import { type ServingBounds, servingBoundsOf } from './serving-bounds.js';

/** What one call of an operation may cost at most. */
export interface Bounds extends RequestBounds, ServingBounds {}

/** Derived from the definition. Throws for a definition from which a bound cannot be derived. */
export function boundsOf(operation: Operation): Bounds {
  try {
    return { ...requestBoundsOf(operation.request), ...servingBoundsOf(operation) };
  } catch (cause) {
    throw new Error(`${operation.name} has no bounds`, { cause });
  }
}
