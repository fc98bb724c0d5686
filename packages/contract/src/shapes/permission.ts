import { Type } from '@sinclair/typebox';
import { named, referTo } from './annotations.js';
import { closed } from './schema.js';
import { label, NEW_SLUG_PATTERN, prose } from './text.js';

const SLUG = { minLength: 1, maxLength: 128, pattern: '^[a-zA-Z0-9_:\\-\\.\\*]+$' };

export const NewPermissionSlug = Type.String({
  ...SLUG,
  pattern: NEW_SLUG_PATTERN,
  description: 'Letters, digits and _ : - . *, but not AND or OR, which join slugs in a query.',
});

/** The slug of a permission that may or may not exist, in a request. */
export const PermissionSlug = referTo('permission', ['slug'], NewPermissionSlug);

export const PermissionName = label({
  minLength: 1,
  maxLength: 512,
  description: 'A name for people. It need not be unique.',
});

export const Description = prose({ maxLength: 512 });

/** What a key must hold to pass. Permissions that do not exist pass for none. */
export const PermissionQuery = referTo(
  'permission',
  ['slug'],
  Type.String({
    minLength: 1,
    maxLength: 1000,
    description:
      'Permissions that the key must hold: slugs joined by AND and OR in any case, with parentheses. AND binds tighter. `*` has no special meaning.',
  }),
);

/** A permission that must exist, in a request. */
export const PermissionReference = referTo(
  'permission',
  ['slug', 'id'],
  Type.String({ ...SLUG, description: 'Id of the permission, or its slug in any case.' }),
);

export const Permission = named(
  'Permission',
  'A permission that keys and roles can have.',
  closed({
    id: Type.String(),
    name: Type.String({ description: 'A name for people. It need not be unique.' }),
    slug: Type.String(),
    description: Type.Optional(Type.String()),
  }),
);
