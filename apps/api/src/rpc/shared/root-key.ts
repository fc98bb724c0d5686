import { type Static, Type } from '@sinclair/typebox';
import { findPermissionFault } from '../../domain/authorization/permission.js';
import { invalidInputs } from '../../domain/problems.js';
import type { RootKeyDetails } from '../../store/root-keys/root-keys.js';
import { closed, listOf } from './fields.js';

export const RootKeyId = Type.String({
  minLength: 3,
  maxLength: 255,
  pattern: '^[a-zA-Z0-9_]+$',
  description: 'Id of the root key, such as root_1234. Not the root key itself.',
});

export const RootKeyName = Type.String({ minLength: 1, maxLength: 255 });

export const RootKeyPermissions = Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
  maxItems: 500,
  description:
    'Everything that it may do, such as api.*.create_key or api.api_1234.verify_key. A root key can only give what it holds: the permission itself, the same for all ids (*), or for URNs one that covers it. Tuples and URNs do not stand for each other.',
});

/** A new root key in an answer: the only place where it ever appears. */
export const NewRootKey = closed({
  rootKeyId: Type.String(),
  key: Type.String({ description: 'The root key itself. It is shown only here.' }),
});

export const RootKeyResponse = closed({
  rootKeyId: Type.String(),
  start: Type.String({ description: 'The beginning of the root key, to tell them apart.' }),
  name: Type.Optional(Type.String()),
  permissions: listOf(Type.String()),
  enabled: Type.Boolean(),
  expires: Type.Optional(Type.Integer({ format: 'int64' })),
  createdAt: Type.Integer({ format: 'int64', description: 'Unix time in milliseconds.' }),
  updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
});

export function presentRootKey(rootKey: RootKeyDetails): Static<typeof RootKeyResponse> {
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

/** Each permission once. Refuses those that are no permission, naming all of them. */
export function acceptPermissions(permissions: readonly string[], workspaceId: string): string[] {
  const [first, ...others] = permissions.flatMap((permission, index) => {
    const message = findPermissionFault(permission, { workspaceId });
    return message === undefined ? [] : [{ location: `body.permissions[${index}]`, message }];
  });
  if (first !== undefined) throw invalidInputs([first, ...others]);
  return [...new Set(permissions)];
}
