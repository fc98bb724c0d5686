import { Type } from '@sinclair/typebox';
import { named, referTo } from './annotations.js';
import { KeyByteLength } from './key-format.js';
import { KeySpaceId } from './key-space.js';
import { closed, listOf, UnixMs } from './schema.js';
import { label } from './text.js';

export const ApiId = Type.String({
  minLength: 8,
  maxLength: 255,
  pattern: '^[a-zA-Z0-9_]+$',
  description: 'Id of the API, such as api_1234.',
});

export const ApiReference = referTo('api', ['id'], ApiId);

export const ApiName = label({ minLength: 3, maxLength: 256 });

/** An API with its settings. Fields without a value are left out, never null. */
export const Api = named(
  'Api',
  'An API with its settings. Fields without a value are absent, never null.',
  closed({
    id: ApiId,
    name: ApiName,
    keyspaceId: KeySpaceId,
    defaultPrefix: Type.Optional(Type.String()),
    defaultByteLength: Type.Optional(KeyByteLength),
    ipAllowList: Type.Optional(
      listOf(Type.String(), {
        description:
          'Addresses and ranges from which keys may be used. Absent if every address is allowed.',
      }),
    ),
    deleteProtection: Type.Boolean(),
    storesRecoverableKeys: Type.Boolean(),
    createdAt: UnixMs,
    updatedAt: Type.Optional(Type.Integer({ format: 'int64' })),
  }),
);
