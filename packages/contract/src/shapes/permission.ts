import { Type } from '@sinclair/typebox';
import { named, referTo } from './annotations.js';
import { closed } from './schema.js';

const SLUG = { minLength: 1, maxLength: 128, pattern: '^[a-zA-Z0-9_:\\-\\.\\*]+$' };

/** The slug of a permission that may or may not exist, in a request. */
export const PermissionSlug = referTo('permission', ['slug'], Type.String(SLUG));

export const NewPermissionSlug = Type.String(SLUG);

export const PermissionName = Type.String({
  minLength: 1,
  maxLength: 512,
  description: 'A name for people. It need not be unique.',
});

export const Description = Type.String({ maxLength: 512 });

/** A permission that must exist, in a request. */
export const PermissionReference = referTo(
  'permission',
  ['slug', 'id'],
  Type.String({ ...SLUG, description: 'Id of the permission, or its slug in any case.' }),
);

export const Permission = named(
  'Permission',
  closed({
    id: Type.String(),
    name: PermissionName,
    slug: NewPermissionSlug,
    description: Type.Optional(Description),
  }),
);
