import type { ItemOf } from '../../rpc/call.js';

export type Role = ItemOf<'permissions.listRoles'>;
export type Permission = ItemOf<'permissions.listPermissions'>;

export function slugsOf({ permissions = [] }: Pick<Role, 'permissions'>): string[] {
  return permissions.map(({ slug }) => slug);
}
