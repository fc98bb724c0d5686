import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import {
  Credits,
  closed,
  Expires,
  KeyByteLength,
  KeyPrefix,
  Meta,
  PermissionSlug,
  Ratelimit,
  RoleName,
} from '../../shared/fields.js';

export const definition = defineRpc({
  name: 'keys.createKey',
  kind: 'change',
  summary: 'Create a key',
  description:
    'Issues a key. The answer is the only place where the key itself appears, because only its hash is stored, unless it is recoverable. Needs the permission api.*.create_key or api.<apiId>.create_key, and encrypt_key likewise for a recoverable key; without them the API is not found.',
  request: closed({
    apiId: Type.String({ minLength: 3, maxLength: 255, pattern: '^[a-zA-Z0-9_]+$' }),
    prefix: Type.Optional(KeyPrefix),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    byteLength: Type.Optional({ ...KeyByteLength, default: 16 }),
    externalId: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 255,
        pattern: '^[a-zA-Z0-9_.-]+$',
        description: 'Your id of the user. An identity with it is created if there is none.',
      }),
    ),
    meta: Type.Optional(Meta),
    roles: Type.Optional(
      Type.Array(RoleName, { maxItems: 100, description: 'Names of roles; they must exist.' }),
    ),
    permissions: Type.Optional(
      Type.Array(PermissionSlug, {
        maxItems: 1000,
        description: 'Slugs of permissions; missing ones are created.',
      }),
    ),
    expires: Type.Optional(Expires),
    credits: Type.Optional(Credits),
    ratelimits: Type.Optional(Type.Array(Ratelimit, { maxItems: 50 })),
    enabled: Type.Optional(Type.Boolean({ default: true })),
    recoverable: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Keep an encrypted copy of the key, so that keys.getKey can show it again. The API must store recoverable keys, see apis.updateApi.',
      }),
    ),
  }),
  data: closed({
    keyId: Type.String(),
    key: Type.String({ description: 'The key itself.' }),
  }),
  problems: [
    'unkey/data/api_not_found',
    'unkey/data/role_not_found',
    'unkey/data/permission_already_exists',
    'unkey/application/precondition_failed',
  ],
  example: {
    apiId: 'api_1234abcd',
    prefix: 'prod',
    name: 'Reporting job',
    externalId: 'user_42',
    credits: { remaining: 1000 },
  },
});
