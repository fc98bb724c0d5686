import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { onAllIdentities } from '../../rights/rights-by-thing.js';
import { NewExternalId } from '../../shapes/identity.js';
import { IdentityMeta } from '../../shapes/meta.js';
import { RateLimitSettings } from '../../shapes/rate-limit.js';
import { closed } from '../../shapes/schema.js';

export const createIdentity = defineOperation({
  name: 'identities.createIdentity',
  kind: 'change',
  summary: 'Create an identity',
  description:
    'Creates an identity: a user or an organisation of yours. Its keys share its meta and its rate limits.',
  requires: {
    right: onAllIdentities('create_identity'),
  },
  // Open, as in the reference: unknown fields are ignored.
  request: Type.Object(
    {
      externalId: NewExternalId,
      meta: Type.Optional(IdentityMeta),
      ratelimits: Type.Optional(
        Type.Array(RateLimitSettings, {
          maxItems: 50,
          description: 'All keys of the identity count against these limits together.',
        }),
      ),
    },
    { additionalProperties: true },
  ),
  data: closed({ identityId: Type.String() }),
  problems: ['unkey/application/quota_exceeded', 'unkey/data/identity_already_exists'],
  example: {
    externalId: 'user_42',
    meta: { plan: 'pro' },
    ratelimits: [{ name: 'requests', limit: 1000, duration: 60_000, autoApply: true }],
  },
});
