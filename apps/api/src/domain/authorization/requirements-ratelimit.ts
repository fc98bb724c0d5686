import { allOf, anyOf, type Requirement, tuple, urn } from './requirement.js';

/** What the operations on rate limits ask of their caller. Imported as a namespace, like a table. */
interface NamespaceScope {
  readonly namespaceId: string;
}

/** Only for all namespaces: one that does not exist yet has no id to hold a right on. */
export function createNamespace(): Requirement {
  return tuple('ratelimit.*.create_namespace');
}

export function limit(scope: NamespaceScope): Requirement {
  return onNamespace(scope, 'limit');
}

/** For a namespace that is about to be made. */
export function limitAll(): Requirement {
  return tuple('ratelimit.*.limit');
}

/** For several namespaces at once: all of them, one way or the other. */
export function limitEach(namespaceIds: readonly string[]): Requirement {
  return anyOf(limitAll(), allOf(...namespaceIds.map((id) => tuple(`ratelimit.${id}.limit`))));
}

export function readNamespace(scope: NamespaceScope): Requirement {
  return onNamespace(scope, 'read_namespace');
}

/** For a list: see `grantedIds` for one that shows only some. */
export function readAllNamespaces(): Requirement {
  return tuple('ratelimit.*.read_namespace');
}

export function deleteNamespace(scope: NamespaceScope): Requirement {
  return onNamespace(scope, 'delete_namespace');
}

export function setOverride(scope: NamespaceScope): Requirement {
  return onNamespace(scope, 'set_override');
}

export function deleteOverride(scope: NamespaceScope): Requirement {
  return onNamespace(scope, 'delete_override');
}

export function listOverrides(scope: NamespaceScope): Requirement {
  return onNamespace(scope, 'read_override');
}

export function readOverride(
  scope: NamespaceScope & { readonly workspaceId: string; readonly overrideId: string },
): Requirement {
  const path = `ratelimits/namespaces/${scope.namespaceId}/overrides/${scope.overrideId}`;
  return anyOf(
    tuple(`ratelimit.${scope.namespaceId}.read_override`),
    tuple('ratelimit.*.read_override'),
    urn(scope.workspaceId, path, 'read_override'),
  );
}

function onNamespace({ namespaceId }: NamespaceScope, action: string): Requirement {
  return anyOf(tuple(`ratelimit.*.${action}`), tuple(`ratelimit.${namespaceId}.${action}`));
}
