import type { Static } from '@sinclair/typebox';
import type { updateKey as definition } from '@unlatch/contract/operations/rootKeys/updateKey';
import { changeOfPermissions } from '../../../domain/authorization/permission-changes.js';
import { patched } from '../../../lib/patched.js';
import type { RootKeyDetails } from '../../../store/root-keys/root-keys.js';

type Request = Static<typeof definition.request>;

interface RootKeyUpdate {
  readonly name: string | null;
  readonly permissions: readonly string[];
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
}

interface RootKeyUpdatePlan {
  readonly next: RootKeyUpdate;
  /** The changes, for the audit log. Empty if nothing changes. */
  readonly changes: Readonly<Record<string, unknown>>;
  /** Whether the change concerns more than the name. */
  readonly affectsPower: boolean;
  /**
   * The permissions that the change gives. It gives those that the request names. A root key that is
   * enabled, or that lasts longer, is given all that it has. To take needs no permission.
   */
  readonly given: readonly string[];
}

export function planRootKeyUpdate(request: Request, current: RootKeyDetails): RootKeyUpdatePlan {
  const next = {
    name: patched(request.name, current.name),
    permissions: request.permissions ?? current.permissions,
    enabled: request.enabled ?? current.enabled,
    expiresAtMs: patched(request.expires, current.expiresAtMs),
  };
  const power = {
    ...changeOfPermissions(current.permissions, next.permissions),
    ...(next.enabled === current.enabled ? {} : { enabled: next.enabled }),
    ...(next.expiresAtMs === current.expiresAtMs ? {} : { expires: next.expiresAtMs }),
  };
  const name = next.name === current.name ? {} : { name: next.name };
  const revives =
    (next.enabled && !current.enabled) || outlives(next.expiresAtMs, current.expiresAtMs);
  return {
    next,
    changes: { ...name, ...power },
    affectsPower: Object.keys(power).length > 0,
    given: revives ? next.permissions : (request.permissions ?? []),
  };
}

function outlives(nextMs: number | null, currentMs: number | null): boolean {
  return currentMs !== null && (nextMs === null || nextMs > currentMs);
}
