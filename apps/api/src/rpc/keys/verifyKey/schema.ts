import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, KeyText, listOf, MAX_INTEGER, oneOf } from '../../shared/fields.js';
import { IdentityDetails } from '../../shared/identity.js';
import { RateLimitResult } from '../../shared/rate-limit.js';

const COST_MAX = 1_000_000_000_000;

export const definition = defineRpc({
  name: 'keys.verifyKey',
  kind: 'spend',
  summary: 'Verify a key',
  description:
    'Says whether a key is good, for what, and how much is left. A key that is not good is an answer, not an error: look at valid and code. Needs the permission api.*.verify_key or api.<apiId>.verify_key; keys that the root key may not verify are NOT_FOUND.',
  request: closed({
    key: KeyText,
    tags: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
        maxItems: 20,
        description: 'Labels for usage records.',
      }),
    ),
    permissions: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1000,
        description:
          'Permissions that the key must hold: slugs joined by AND and OR, with parentheses.',
      }),
    ),
    credits: Type.Optional(
      closed({
        cost: Type.Integer({
          format: 'int64',
          minimum: 0,
          maximum: COST_MAX,
          description: 'Credits to spend if the key has a limited number; 1 if absent, 0 to look.',
        }),
      }),
    ),
    ratelimits: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ minLength: 3, maxLength: 255 }),
            cost: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_INTEGER, default: 1 })),
            limit: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_INTEGER })),
            duration: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_INTEGER })),
          },
          { additionalProperties: true },
        ),
        {
          maxItems: 100,
          description:
            'Limits to take beside those that always apply: configured ones by name, or with their own limit and duration.',
        },
      ),
    ),
    migrationId: Type.Optional(
      Type.String({
        maxLength: 256,
        description:
          'Migration that the key may have been imported with. Needed until the key has been verified once, and only if it was imported by a hash of a part of it; see migrations.createMigration.',
      }),
    ),
    ip: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 45,
        description:
          'Address of your user, for APIs with an IP allow-list. If absent, the address that this request came from counts.',
      }),
    ),
  }),
  data: closed({
    valid: Type.Boolean(),
    code: oneOf(
      [
        'VALID',
        'NOT_FOUND',
        'FORBIDDEN',
        'INSUFFICIENT_PERMISSIONS',
        'USAGE_EXCEEDED',
        'RATE_LIMITED',
        'DISABLED',
        'EXPIRED',
      ],
      'VALID, or the first reason why not.',
    ),
    keyId: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
    meta: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { additionalProperties: true })),
    expires: Type.Optional(Type.Integer({ format: 'int64' })),
    credits: Type.Optional(
      Type.Integer({
        format: 'int64',
        description: 'What is left; absent for a key with unlimited credits.',
      }),
    ),
    enabled: Type.Optional(Type.Boolean()),
    permissions: Type.Optional(listOf(Type.String())),
    roles: Type.Optional(listOf(Type.String())),
    identity: Type.Optional(IdentityDetails),
    ratelimits: Type.Optional(listOf(RateLimitResult)),
  }),
  problems: [
    'user/bad_request/permissions_query_syntax_error',
    'unkey/application/precondition_failed',
  ],
  example: { key: 'prod_2cGKbMxRyIzhCxo1Idjz8q', permissions: 'docs.read OR admin' },
});
