import { Type } from '@sinclair/typebox';
import { named, referTo } from './annotations.js';
import { Permission } from './permission.js';
import { closed, listOf } from './schema.js';
import { name } from './text.js';

export const NewRoleName = name({
  minLength: 1,
  maxLength: 128,
  description: 'Case makes no difference, nor does another Unicode form of the same letters.',
});

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
  'A role with its permissions.',
  closed({
    id: Type.String(),
    name: Type.String(),
    description: Type.Optional(Type.String()),
    permissions: Type.Optional(
      listOf(Permission, { description: 'Absent if the role has no permissions.' }),
    ),
  }),
);
