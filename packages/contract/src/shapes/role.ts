import { Type } from '@sinclair/typebox';
import { named, referTo } from './annotations.js';
import { Description, Permission } from './permission.js';
import { closed, listOf } from './schema.js';

export const NewRoleName = Type.String({ minLength: 1, maxLength: 128 });

/** As a request names one that may exist. */
export const RoleName = referTo('role', ['name'], NewRoleName);

/** How a request names one that exists. */
export const RoleReference = referTo(
  'role',
  ['name', 'id'],
  Type.String({
    minLength: 1,
    maxLength: 128,
    description: 'Id of the role, or its name in any case.',
  }),
);

export const Role = named(
  'Role',
  closed({
    id: Type.String(),
    name: NewRoleName,
    description: Type.Optional(Description),
    permissions: Type.Optional(listOf(Permission, { description: 'Left out when it has none.' })),
  }),
);
