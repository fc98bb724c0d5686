import { type Grants, hasTuple, someUrn } from './grants.js';
import { namesProject, withoutProject } from './project.js';
import { coversUrn, parseUrn } from './urn.js';

/** Everything that a root key may do, and when it expires. */
export interface RootKeyPower {
  readonly permissions: readonly string[];
  /** `null`: for ever. */
  readonly expiresAtMs: number | null;
}

/** What the giver itself may do, and when it expires. */
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
 * Whether the holder may give this power to a root key.
 *
 * It may if it has all of that power, for at least as long:
 * - A tuple that it holds. If it holds `type.*.action`, then also `type.<id>.action`, because every
 *   operation accepts the first in place of the second.
 * - A URN that one of its own URNs covers.
 * - A tuple never stands for a URN, nor a URN for a tuple, because operations ask for each
 *   separately. A holder of `unkey:v1:<workspace>:**#*` alone cannot create an API, and so cannot
 *   let others do it.
 */
export function mayGrant(holder: GrantingPower, power: RootKeyPower): GrantDecision {
  const permission = power.permissions.find((wanted) => !holds(holder.grants, wanted));
  if (permission !== undefined) return { granted: false, missing: 'permission', permission };
  return lasts(holder, power) ? { granted: true } : { granted: false, missing: 'time' };
}

function holds(grants: Grants, permission: string): boolean {
  if (hasTuple(grants, permission)) return true;
  const urn = parseUrn(permission);
  if (urn !== null) {
    const wanted = withoutProject(urn);
    if (namesProject(wanted)) return false;
    return someUrn(grants, wanted.action, (grant) => coversUrn(grant, wanted));
  }
  const [type, id, action, ...rest] = permission.split('.');
  const isForOne = id !== undefined && action !== undefined && rest.length === 0;
  return isForOne && hasTuple(grants, `${type}.*.${action}`);
}

/** A root key that expires must not act on one that outlives it: that would outlive its own end. */
export function lasts(
  holder: Pick<GrantingPower, 'expiresAtMs'>,
  power: Pick<RootKeyPower, 'expiresAtMs'>,
): boolean {
  if (holder.expiresAtMs === null) return true;
  return power.expiresAtMs !== null && power.expiresAtMs <= holder.expiresAtMs;
}
