import { type Static, Type } from '@sinclair/typebox';
import type { RoleDetails } from '../../store/permissions/roles.js';
import { closed, listOf, RoleName } from './fields.js';
import { Description, PermissionResponse, presentPermission } from './permission.js';

/** How a request names one that exists. */
export const RoleReference = Type.String({
  minLength: 1,
  maxLength: 128,
  description: 'Id of the role, or its name in any case.',
});

export const RoleResponse = closed({
  id: Type.String(),
  name: RoleName,
  description: Type.Optional(Description),
  permissions: Type.Optional(
    listOf(PermissionResponse, { description: 'Left out when it has none.' }),
  ),
});

export function presentRole(role: RoleDetails): Static<typeof RoleResponse> {
  const { id, name, description, permissions } = role;
  return {
    id,
    name,
    ...(description === null ? {} : { description }),
    ...(permissions.length === 0 ? {} : { permissions: permissions.map(presentPermission) }),
  };
}
