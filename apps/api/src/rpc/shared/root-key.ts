import type { Static } from '@sinclair/typebox';
import type { RootKey } from '@unlatch/contract/shapes/root-key';
import { findPermissionFault } from '../../domain/authorization/permission.js';
import { invalidInputs } from '../../domain/problems.js';
import type { RootKeyDetails } from '../../store/root-keys/root-keys.js';

export function presentRootKey(rootKey: RootKeyDetails): Static<typeof RootKey> {
  return {
    rootKeyId: rootKey.id,
    start: rootKey.start,
    ...(rootKey.name === null ? {} : { name: rootKey.name }),
    permissions: rootKey.permissions,
    enabled: rootKey.enabled,
    ...(rootKey.expiresAtMs === null ? {} : { expires: rootKey.expiresAtMs }),
    createdAt: rootKey.createdAtMs,
    ...(rootKey.updatedAtMs === null ? {} : { updatedAt: rootKey.updatedAtMs }),
  };
}

/** Each permission once. Refuses invalid permissions, and names all of them. */
export function acceptPermissions(permissions: readonly string[], workspaceId: string): string[] {
  const [first, ...others] = permissions.flatMap((permission, index) => {
    const message = findPermissionFault(permission, { workspaceId });
    return message === undefined ? [] : [{ location: `body.permissions[${index}]`, message }];
  });
  if (first !== undefined) throw invalidInputs([first, ...others]);
  return [...new Set(permissions)];
}
