import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import {
  allKeysUrn,
  KEY_SPACE_IDS,
  keySpaceUrn,
  onApi,
  STRICT_FOR_NEW_KEYS,
} from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { Credits } from '../../shapes/credits.js';
import { ExternalId } from '../../shapes/identity.js';
import { FutureExpires, KeyName } from '../../shapes/key.js';
import { KeyByteLength, KeyPrefix } from '../../shapes/key-format.js';
import { KeyMeta } from '../../shapes/meta.js';
import { PermissionSlug } from '../../shapes/permission.js';
import { RateLimitSettings } from '../../shapes/rate-limit.js';
import { RoleName } from '../../shapes/role.js';
import { closed, withDefault } from '../../shapes/schema.js';

export const createKey = defineOperation({
  name: 'keys.createKey',
  kind: 'change',
  summary: 'Create a key',
  description:
    'Issues a key. The key itself appears only in this answer, because only its hash is stored. A recoverable key can be shown again.',
  requires: {
    right: anyOf(...onApi('create_key'), keySpaceUrn('create_key')),
    found: KEY_SPACE_IDS,
    hides: 'unkey/data/api_not_found',
    also: {
      ...STRICT_FOR_NEW_KEYS,
      recover: {
        when: 'for a recoverable key',
        right: anyOf(...onApi('encrypt_key'), allKeysUrn('encrypt_key')),
        found: KEY_SPACE_IDS,
      },
    },
  },
  request: closed({
    apiId: referTo(
      'api',
      ['id'],
      Type.String({ minLength: 3, maxLength: 255, pattern: '^[a-zA-Z0-9_]+$' }),
    ),
    prefix: Type.Optional(KeyPrefix),
    name: Type.Optional(KeyName),
    byteLength: Type.Optional(withDefault(KeyByteLength, 16)),
    externalId: Type.Optional(ExternalId),
    meta: Type.Optional(KeyMeta),
    roles: Type.Optional(
      Type.Array(RoleName, { maxItems: 100, description: 'Names of roles, which must exist.' }),
    ),
    permissions: Type.Optional(
      Type.Array(PermissionSlug, {
        maxItems: 1000,
        description: 'Slugs of permissions. Missing permissions are created.',
      }),
    ),
    expires: Type.Optional(FutureExpires),
    credits: Type.Optional(Credits),
    ratelimits: Type.Optional(Type.Array(RateLimitSettings, { maxItems: 50 })),
    enabled: Type.Optional(Type.Boolean({ default: true })),
    recoverable: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Whether to store an encrypted copy of the key, so that keys.getKey can show it again. The API must store recoverable keys, see apis.updateApi.',
      }),
    ),
  }),
  data: closed({
    keyId: Type.String(),
    key: Type.String({ description: 'The key itself.' }),
  }),
  secrets: { data: ['key'] },
  problems: [
    'unkey/application/quota_exceeded',
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
