import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { KEY_IDS, onKey } from '../../rights/rights-by-thing.js';
import { referTo, ruled } from '../../shapes/annotations.js';
import { KeyText } from '../../shapes/key.js';
import { KeySpaceReference } from '../../shapes/key-space.js';
import { PermissionQuery } from '../../shapes/permission.js';
import { closed, MAX_INTEGER } from '../../shapes/schema.js';
import { Verification } from '../../shapes/verification.js';

const COST_MAX = 1_000_000_000_000;
const KEY_SPACES_MAX = 100;

const TAGS_MAX = 20;
const TAG_LENGTH_MAX = 512;

/** As many as the longest tags have if they are ASCII. Each usage event repeats its tags. */
export const TAG_BYTES_MAX = TAGS_MAX * TAG_LENGTH_MAX;

export const verifyKey = defineOperation({
  name: 'keys.verifyKey',
  kind: 'spend',
  hot: true,
  summary: 'Verify a key',
  description:
    'Says whether a key is valid, what it may do, and how much is left. A key that is not valid is an answer, not an error: look at valid and code. The meta of an identity is left out if it has more than 65,535 bytes: identities.getIdentity shows it.',
  requires: {
    right: onKey('verify_key'),
    found: KEY_IDS,
    hides: 'NOT_FOUND',
  },
  request: closed({
    key: KeyText,
    tags: Type.Optional(
      ruled(
        `must not have more than ${TAG_BYTES_MAX} bytes of UTF-8 together`,
        Type.Array(Type.String({ minLength: 1, maxLength: TAG_LENGTH_MAX }), {
          maxItems: TAGS_MAX,
          description: 'Labels for usage events.',
        }),
      ),
    ),
    permissions: Type.Optional(PermissionQuery),
    credits: Type.Optional(
      closed({
        cost: Type.Integer({
          format: 'int64',
          minimum: 0,
          maximum: COST_MAX,
          description:
            'Credits to spend if the key has a limited number. 1 if absent. 0 spends nothing.',
        }),
      }),
    ),
    keyspaces: Type.Optional(
      Type.Array(KeySpaceReference, {
        minItems: 1,
        maxItems: KEY_SPACES_MAX,
        description:
          'Ids of key spaces. A key of another one is NOT_FOUND, and uses up no limits and no credits. Absent: every key space that the caller may verify keys of.',
      }),
    ),
    ratelimits: Type.Optional(
      ruled(
        'must be configured on the key, or have a limit and a duration of at least 1000',
        Type.Array(
          Type.Object(
            {
              name: Type.String({ minLength: 3, maxLength: 255 }),
              cost: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_INTEGER, default: 1 })),
              limit: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_INTEGER })),
              duration: Type.Optional(
                Type.Integer({
                  minimum: 0,
                  maximum: MAX_INTEGER,
                  description: 'In milliseconds. At least 1000 beside a limit.',
                }),
              ),
            },
            { additionalProperties: true },
          ),
          {
            maxItems: 100,
            description:
              'Limits to check besides those that always apply: configured ones by name, or others with their own limit and duration.',
          },
        ),
      ),
    ),
    migrationId: Type.Optional(
      referTo(
        'migration',
        ['id'],
        Type.String({
          maxLength: 256,
          description:
            'Id of the migration by which the key may have been imported. It is needed only if the key was imported by a hash of one of its parts, and only until the key has been verified once. See migrations.createMigration.',
        }),
      ),
    ),
    ip: Type.Optional(
      ruled(
        'must be an IPv4 or IPv6 address',
        Type.String({
          minLength: 2,
          maxLength: 45,
          description:
            'IPv4 or IPv6 address of your user, without a port, for APIs with an IP allow-list. Without it, the address of the caller counts.',
        }),
      ),
    ),
  }),
  data: Verification,
  secrets: { request: ['key'] },
  problems: [
    'user/bad_request/permissions_query_syntax_error',
    'unkey/application/precondition_failed',
  ],
  example: { key: 'prod_2cGKbMxRyIzhCxo1Idjz8q', permissions: 'docs.read OR admin' },
});
