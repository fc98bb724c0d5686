import { Type } from '@sinclair/typebox';
import { named, referTo } from './annotations.js';
import { Description, Permission } from './permission.js';
import { closed, listOf } from './schema.js';

export const NewRoleName = Type.String({ minLength: 1, maxLength: 128 });

/** The name of a role that may or may not exist, in a request. */
export const RoleName = referTo('role', ['name'], NewRoleName);

/** A role that must exist, in a request. */
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
    permissions: Type.Optional(
      listOf(Permission, { description: 'Absent if the role has no permissions.' }),
    ),
  }),
);
