import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { KEY_IDS, onKey, STRICT_FOR_UPDATES } from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { CreditUpdate } from '../../shapes/credits.js';
import { Expires, KeyName, KeyReference } from '../../shapes/key.js';
import { KeyMeta } from '../../shapes/meta.js';
import { PermissionSlug } from '../../shapes/permission.js';
import { RateLimitSettings } from '../../shapes/rate-limit.js';
import { RoleName } from '../../shapes/role.js';
import { closed, nullable } from '../../shapes/schema.js';
import { name } from '../../shapes/text.js';

export const updateKey = defineOperation({
  name: 'keys.updateKey',
  kind: 'change',
  summary: 'Update a key',
  description:
    'Sets the fields that are sent and leaves the others. null clears a field. A list replaces the old one. Takes effect at once.',
  requires: {
    right: onKey('update_key'),
    found: KEY_IDS,
    also: STRICT_FOR_UPDATES,
  },
  request: closed({
    keyId: KeyReference,
    name: Type.Optional(nullable(KeyName)),
    externalId: Type.Optional(
      referTo(
        'identity',
        ['externalId'],
        nullable(
          name({
            minLength: 1,
            maxLength: 255,
            description:
              'Your id of the user. A missing identity is created. null takes the key from its identity.',
          }),
        ),
      ),
    ),
    meta: Type.Optional(nullable(KeyMeta)),
    expires: Type.Optional(nullable(Expires)),
    credits: Type.Optional(nullable(CreditUpdate)),
    ratelimits: Type.Optional(
      nullable(
        Type.Array(RateLimitSettings, {
          maxItems: 50,
          description:
            'A limit that keeps its name keeps its count. null removes all limits, as an empty list does.',
        }),
      ),
    ),
    enabled: Type.Optional(Type.Boolean()),
    roles: Type.Optional(
      Type.Array(RoleName, { maxItems: 100, description: 'Names of roles, which must exist.' }),
    ),
    permissions: Type.Optional(
      Type.Array(PermissionSlug, {
        maxItems: 1000,
        description: 'Slugs of permissions. Missing permissions are created.',
      }),
    ),
  }),
  data: closed({}),
  problems: [
    'unkey/application/quota_exceeded',
    'unkey/data/key_not_found',
    'unkey/data/role_not_found',
    'unkey/data/permission_already_exists',
  ],
  example: { keyId: 'key_1234abcd', name: 'Reporting job, weekly', expires: null },
});
