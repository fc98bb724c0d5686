import { Type } from '@sinclair/typebox';
import { named, referTo, ruled } from './annotations.js';
import { closed, listOf, UnixMs } from './schema.js';

export const RootKeyReference = referTo(
  'rootKey',
  ['id'],
  Type.String({
    minLength: 3,
    maxLength: 255,
    pattern: '^[a-zA-Z0-9_]+$',
    description: 'Id of the root key, such as root_1234. Not the root key itself.',
  }),
);

export const RootKeyName = Type.String({ minLength: 1, maxLength: 255 });

export const RootKeyPermissions = ruled(
  'must be permissions that an operation asks for, in this workspace',
  Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
    maxItems: 500,
    description:
      'Everything that it may do, such as api.*.create_key or api.api_1234.verify_key. A root key can only give what it holds: the permission itself, the same for all ids (*), or for URNs one that covers it. Tuples and URNs do not stand for each other.',
  }),
);

/** A new root key in an answer: the only place where it ever appears. */
export const NewRootKey = named(
  'NewRootKey',
  closed({
    rootKeyId: Type.String(),
    key: Type.String({ description: 'The root key itself. It is shown only here.' }),
  }),
);

export const RootKey = named(
  'RootKey',
  closed({
    rootKeyId: Type.String(),
    start: Type.String({ description: 'The beginning of the root key, to tell them apart.' }),
    name: Type.Optional(Type.String()),
    permissions: listOf(Type.String()),
    enabled: Type.Boolean(),
    expires: Type.Optional(Type.Integer({ format: 'int64' })),
    createdAt: UnixMs,
    updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
  }),
);
