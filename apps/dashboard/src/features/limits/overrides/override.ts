import type { ItemOf } from '../../../rpc/call.js';

export type Override = ItemOf<'ratelimit.listOverrides'>;

/** Whether an override is for all identifiers that match. What matches is for the service to say. */
export function isPattern(identifier: string): boolean {
  return identifier.includes('*');
}
