import { Type } from '@sinclair/typebox';
import { named, referTo, ruled } from './annotations.js';
import { closed, listOf, nullable, UnixMs } from './schema.js';
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
      'Everything that the root key may do: tuples such as api.*.create_key or api.api_1234.verify_key, and URNs such as unkey:v1:ws_1234:rootKeys/*#read. A root key can give only permissions that it holds. It also holds a permission for one id if it has the same permission for all ids (*), and a URN if one of its own URNs covers it. A tuple never stands for a URN, nor a URN for a tuple.',
  }),
);

/** A new root key in an answer, the only place where it appears. */
export const NewRootKey = named(
  'NewRootKey',
  'A new root key. It is shown only in this answer.',
  closed({
    keyId: Type.String(),
    key: Type.String({ description: 'The root key itself. It is shown only here.' }),
  }),
);

/** All fields are always there. */
export const RootKey = named(
  'RootKey',
  'A root key without its secret.',
  closed({
    keyId: Type.String(),
    name: nullable(Type.String()),
    start: Type.String({
      description: 'The beginning of the root key, to recognise it by. It includes the prefix.',
    }),
    end: Type.String({
      description: 'The end of the root key. Empty if it was not recorded.',
    }),
    enabled: Type.Boolean({
      description: 'Whether it is switched on. This says nothing of its expiry.',
    }),
    createdAt: UnixMs,
    lastUsedAt: Type.Integer({
      format: 'int64',
      description:
        'When a request last came with it, in unix milliseconds. It may lag by a minute. 0 means never.',
    }),
    expires: nullable(
      Type.Integer({
        format: 'int64',
        description: 'Unix time in milliseconds. null means never.',
      }),
    ),
    permissions: listOf(Type.String()),
  }),
);
