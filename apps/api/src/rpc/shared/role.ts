import type { Static } from '@sinclair/typebox';
import type { Role } from '@unlatch/contract/shapes/role';
import type { RoleDetails } from '../../store/permissions/roles.js';
import { presentPermission } from './permission.js';

export function presentRole(role: RoleDetails): Static<typeof Role> {
  const { id, name, description, permissions } = role;
  return {
    id,
    name,
    ...(description === null ? {} : { description }),
    ...(permissions.length === 0 ? {} : { permissions: permissions.map(presentPermission) }),
  };
}
