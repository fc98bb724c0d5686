import type { Static } from '@sinclair/typebox';
import type { Permission as PermissionShape } from '@unlatch/contract/shapes/permission';
import type { Permission } from '../../store/permissions/permissions.js';

export function presentPermission(permission: Permission): Static<typeof PermissionShape> {
  const { id, name, slug, description } = permission;
  return { id, name, slug, ...(description === null ? {} : { description }) };
}
