import { withoutProject } from './project.js';
import { parseUrn, type Urn } from './urn.js';

/** What a root key may do, read once from its permissions. */
export interface Grants {
  /** Grants such as `api.*.create_key`, compared literally: the `*` is an ordinary id. */
  readonly tuples: ReadonlySet<string>;
  /**
   * By action, because a right asks for one action. The grant of an administrator has the action
   * `*`. The project of the workspace stands as `*`.
   */
  readonly urns: ReadonlyMap<string, readonly Urn[]>;
}

export function parseGrants(permissions: readonly string[]): Grants {
  const tuples = permissions.filter((permission) => !permission.startsWith('unkey:'));
  const urns = new Map<string, Urn[]>();
  for (const permission of permissions) {
    const urn = parseUrn(permission);
    if (urn === null) continue;
    const ofAction = urns.get(urn.action);
    if (ofAction === undefined) urns.set(urn.action, [withoutProject(urn)]);
    else ofAction.push(withoutProject(urn));
  }
  return { tuples: new Set(tuples), urns };
}

export function hasTuple(grants: Grants, tuple: string): boolean {
  return grants.tuples.has(tuple);
}

/** Whether one of the URNs with this action, or with every action, meets the condition. */
export function someUrn(
  { urns }: Grants,
  action: string,
  condition: (grant: Urn) => boolean,
): boolean {
  if (urns.size === 0) return false;
  return (urns.get(action)?.some(condition) ?? false) || (urns.get('*')?.some(condition) ?? false);
}
