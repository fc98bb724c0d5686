import { type Static, Type } from '@sinclair/typebox';
import type { Permission } from '../../store/permissions/permissions.js';
import { closed, PermissionSlug } from './fields.js';

export const PermissionName = Type.String({
  minLength: 1,
  maxLength: 512,
  description: 'For people. It need not be unique.',
});

export const Description = Type.String({ maxLength: 512 });

/** How a request names one that exists. */
export const PermissionReference = Type.String({
  minLength: 1,
  maxLength: 128,
  pattern: '^[a-zA-Z0-9_:\\-\\.\\*]+$',
  description: 'Id of the permission, or its slug in any case.',
});

export const PermissionResponse = closed({
  id: Type.String(),
  name: PermissionName,
  slug: PermissionSlug,
  description: Type.Optional(Description),
});

export function presentPermission(permission: Permission): Static<typeof PermissionResponse> {
  const { id, name, slug, description } = permission;
  return { id, name, slug, ...(description === null ? {} : { description }) };
}
