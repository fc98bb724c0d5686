import { type Grants, hasTuple } from './grants.js';
import { coversUrn, parseUrn } from './urn.js';

/** Everything that a root key may do, and until when. */
export interface RootKeyPower {
  readonly permissions: readonly string[];
  /** `null`: for ever. */
  readonly expiresAtMs: number | null;
}

/** What the giver itself may do, and until when. */
export interface GrantingPower {
  readonly grants: Grants;
  /** `null`: for ever. */
  readonly expiresAtMs: number | null;
}

type GrantDecision =
  | { readonly granted: true }
  | { readonly granted: false; readonly missing: 'permission'; readonly permission: string }
  | { readonly granted: false; readonly missing: 'time' };

/**
 * Whether the holder may give this power to a root key, or take it from one that has it.
 *
 * It may if it has all of it, for at least as long:
 * - A tuple that it holds, or `type.<id>.action` if it holds `type.*.action`, which every
 *   operation takes in place of the one for a single id.
 * - A URN that one of its own covers.
 * - Tuples and URNs do not stand for each other, because operations ask for them apart: whoever
 *   holds only `unkey:v1:<workspace>:**#*` cannot create an API, and so cannot let others do it.
 *
 * Since taking power asks for the same as giving it, there is always a root key left that can do
 * everything that any could: the one that took it.
 */
export function mayGrant(holder: GrantingPower, power: RootKeyPower): GrantDecision {
  const permission = power.permissions.find((wanted) => !holds(holder.grants, wanted));
  if (permission !== undefined) return { granted: false, missing: 'permission', permission };
  return lasts(holder, power) ? { granted: true } : { granted: false, missing: 'time' };
}

function holds(grants: Grants, permission: string): boolean {
  if (hasTuple(grants, permission)) return true;
  const urn = parseUrn(permission);
  if (urn !== null) return grants.urns.some((grant) => coversUrn(grant, urn));
  const [type, id, action, ...rest] = permission.split('.');
  const isForOne = id !== undefined && action !== undefined && rest.length === 0;
  return isForOne && hasTuple(grants, `${type}.*.${action}`);
}

function lasts(holder: GrantingPower, power: RootKeyPower): boolean {
  if (holder.expiresAtMs === null) return true;
  return power.expiresAtMs !== null && power.expiresAtMs <= holder.expiresAtMs;
}
