import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import {
  closed,
  Expires,
  KeyId,
  MAX_INTEGER,
  Meta,
  nullable,
  PermissionSlug,
  Ratelimit,
  Refill,
  RoleName,
} from '../../shared/fields.js';

const CreditUpdate = closed(
  {
    remaining: Type.Optional(
      nullable(
        Type.Integer({
          format: 'int64',
          minimum: 0,
          maximum: MAX_INTEGER,
          description: 'How many credits are left; null makes the key unlimited.',
        }),
      ),
    ),
    refill: Type.Optional(nullable(Refill)),
  },
  { description: 'null makes the key unlimited and ends its refill.' },
);

export const definition = defineRpc({
  name: 'keys.updateKey',
  kind: 'change',
  summary: 'Update a key',
  description:
    'Changes the fields that are sent and leaves the others; null clears a field. Lists replace what there was. Takes effect at once. Needs the permission api.*.update_key or api.<apiId>.update_key.',
  request: closed({
    keyId: KeyId,
    name: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 255 }))),
    externalId: Type.Optional(
      nullable(
        Type.String({
          minLength: 1,
          maxLength: 255,
          pattern: '^[a-zA-Z0-9_.-]+$',
          description:
            'Your id of the user. An identity with it is created if there is none; null takes the key away from its identity.',
        }),
      ),
    ),
    meta: Type.Optional(nullable(Meta)),
    expires: Type.Optional(nullable(Expires)),
    credits: Type.Optional(nullable(CreditUpdate)),
    ratelimits: Type.Optional(
      Type.Array(Ratelimit, {
        maxItems: 50,
        description: 'A limit that keeps its name keeps what has been used of it.',
      }),
    ),
    enabled: Type.Optional(Type.Boolean()),
    roles: Type.Optional(
      Type.Array(RoleName, { maxItems: 100, description: 'Names of roles; they must exist.' }),
    ),
    permissions: Type.Optional(
      Type.Array(PermissionSlug, {
        maxItems: 1000,
        description: 'Slugs of permissions; missing ones are created.',
      }),
    ),
  }),
  data: closed({}),
  problems: [
    'unkey/data/key_not_found',
    'unkey/data/role_not_found',
    'unkey/data/permission_already_exists',
  ],
  example: { keyId: 'key_1234abcd', name: 'Reporting job, weekly', expires: null },
});
