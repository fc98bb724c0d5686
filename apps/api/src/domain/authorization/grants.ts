import { parseUrn, type Urn } from './urn.js';

/** What a root key may do, read once from its permissions. */
export interface Grants {
  /** Grants such as `api.*.create_key`, compared literally: the `*` is an ordinary id. */
  readonly tuples: ReadonlySet<string>;
  readonly urns: readonly Urn[];
}

export function parseGrants(permissions: readonly string[]): Grants {
  const tuples = permissions.filter((permission) => !permission.startsWith('unkey:'));
  const urns = permissions.map(parseUrn).filter((urn) => urn !== null);
  return { tuples: new Set(tuples), urns };
}

export function hasTuple(grants: Grants, tuple: string): boolean {
  return grants.tuples.has(tuple);
}
