import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import {
  Credits,
  closed,
  Expires,
  Meta,
  PermissionSlug,
  Ratelimit,
  RoleName,
} from '../../shared/fields.js';

export const definition = defineRpc({
  name: 'keys.createKey',
  summary: 'Create a key',
  description:
    'Issues a key. The answer is the only place where the key itself ever appears: only its hash is stored. Needs the permission api.*.create_key or api.<apiId>.create_key.',
  request: closed({
    apiId: Type.String({ minLength: 3, maxLength: 255, pattern: '^[a-zA-Z0-9_]+$' }),
    prefix: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 16,
        pattern: '^[a-zA-Z0-9_]+$',
        description: 'Put before the key with an underscore, so that people recognise it.',
      }),
    ),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    byteLength: Type.Optional(
      Type.Integer({
        minimum: 16,
        maximum: 255,
        default: 16,
        description: 'Random bytes in the key.',
      }),
    ),
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
        description: 'Keep the key, encrypted, so that it can be shown again.',
      }),
    ),
  }),
  data: closed({
    keyId: Type.String(),
    key: Type.String({ description: 'The key itself. It is shown only here.' }),
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
