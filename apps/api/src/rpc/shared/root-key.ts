import type { Static } from '@sinclair/typebox';
import type { RootKey } from '@unlatch/contract/shapes/root-key';
import { findPermissionFault } from '../../domain/authorization/permission.js';
import { invalidInputs } from '../../domain/problems.js';
import type { RootKeyDetails } from '../../store/root-keys/root-keys.js';

export function presentRootKey(rootKey: RootKeyDetails): Static<typeof RootKey> {
  return {
    keyId: rootKey.id,
    name: rootKey.name,
    start: rootKey.start,
    end: rootKey.end,
    enabled: rootKey.enabled,
    createdAt: rootKey.createdAtMs,
    lastUsedAt: rootKey.lastUsedAtMs ?? 0,
    expires: rootKey.expiresAtMs,
    permissions: rootKey.permissions,
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
