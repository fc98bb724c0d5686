import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onApi, STRICT_FOR_IMPORTS } from '../../rights/rights-by-thing.js';
import { limited, referTo } from '../../shapes/annotations.js';
import { Credits } from '../../shapes/credits.js';
import { ExternalId } from '../../shapes/identity.js';
import { ImportedExpires, KeyName } from '../../shapes/key.js';
import { KeyMeta } from '../../shapes/meta.js';
import { PermissionSlug } from '../../shapes/permission.js';
import { RateLimitSettings } from '../../shapes/rate-limit.js';
import { RoleName } from '../../shapes/role.js';
import { closed, oneOf } from '../../shapes/schema.js';

const KEYS_MAX = 10_000;
/** Enough for that many keys with ten times as many links. */
const VALUES_MAX = 250_000;

export const migrateKeys = defineOperation({
  name: 'keys.migrateKeys',
  kind: 'change',
  summary: 'Import keys',
  description:
    'Imports keys that another system has issued, by their hashes, all in one transaction. A hash that a key has already is listed in failed and changes nothing. So is a hash that came earlier in the same request. Missing identities, permissions and roles are created. The keys of one request may have 100,000 permissions, roles and rate limits together, and 250,000 values in all.',
  requires: {
    right: anyOf(...onApi('create_key')),
    also: STRICT_FOR_IMPORTS,
  },
  request: closed({
    migrationId: referTo(
      'migration',
      ['id'],
      Type.String({
        minLength: 3,
        maxLength: 255,
        description: 'Id of the migration, from migrations.createMigration.',
      }),
    ),
    apiId: referTo('api', ['id'], Type.String({ minLength: 3, maxLength: 255 })),
    keys: limited(
      { valuesMax: VALUES_MAX },
      Type.Array(
        closed({
          hash: Type.String({
            minLength: 3,
            maxLength: 256,
            description:
              'Hash of the key, made by the algorithm of the migration: 32 bytes as standard base64, base64url with or without padding, or hexadecimal digits.',
          }),
          name: Type.Optional(KeyName),
          externalId: Type.Optional(ExternalId),
          meta: Type.Optional(KeyMeta),
          roles: Type.Optional(
            Type.Array(RoleName, {
              maxItems: 100,
              description: 'Names of roles. Missing roles are created, without permissions.',
            }),
          ),
          permissions: Type.Optional(
            Type.Array(PermissionSlug, {
              maxItems: 1000,
              description: 'Slugs of permissions. Missing permissions are created.',
            }),
          ),
          expires: Type.Optional(ImportedExpires),
          enabled: Type.Optional(Type.Boolean({ default: true })),
          credits: Type.Optional(Credits),
          ratelimits: Type.Optional(Type.Array(RateLimitSettings, { maxItems: 50 })),
        }),
        { minItems: 1, maxItems: KEYS_MAX },
      ),
    ),
  }),
  data: closed({
    migrated: Type.Array(closed({ hash: Type.String(), keyId: Type.String() }), {
      description: 'In the order of the request.',
    }),
    failed: Type.Array(Type.String(), {
      description: 'Hashes that were not imported, in the order of the request.',
    }),
    failures: Type.Array(
      closed({
        hash: Type.String(),
        reason: oneOf(
          ['already_exists', 'not_a_hash'],
          'already_exists: a key has this hash, or it came earlier in the request. not_a_hash: it is no hash of this algorithm.',
        ),
      }),
      { description: 'The same hashes with the reason for each.' },
    ),
  }),
  problems: [
    'unkey/application/quota_exceeded',
    'unkey/data/api_not_found',
    'unkey/data/migration_not_found',
    'unkey/data/permission_already_exists',
    'unkey/data/role_already_exists',
  ],
  example: {
    migrationId: 'mig_1234abcd',
    apiId: 'api_1234abcd',
    keys: [{ hash: 'uqfoXJzBbmmM80vEWTGMEBKRGEjTCEjmFfCq6VhjOeQ=', externalId: 'user_42' }],
  },
});
