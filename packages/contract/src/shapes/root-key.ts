import { Type } from '@sinclair/typebox';
import { named, referTo, ruled } from './annotations.js';
import { closed, listOf, UnixMs } from './schema.js';
import { label } from './text.js';

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

export const RootKeyName = label({ minLength: 1, maxLength: 255 });

export const RootKeyPermissions = ruled(
  'must be permissions that an operation asks for, in this workspace',
  Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
    maxItems: 500,
    description:
      'Everything that the root key may do, such as api.*.create_key or api.api_1234.verify_key. A root key can give only permissions that it holds. It also holds a permission for one id if it has the same permission for all ids (*), and a URN if one of its own URNs covers it. A tuple never stands for a URN, nor a URN for a tuple.',
  }),
);

/** A new root key in an answer, the only place where it appears. */
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
    start: Type.String({ description: 'The beginning of the root key, to recognise it by.' }),
    name: Type.Optional(Type.String()),
    permissions: listOf(Type.String()),
    enabled: Type.Boolean(),
    expires: Type.Optional(Type.Integer({ format: 'int64' })),
    createdAt: UnixMs,
    updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
  }),
);
