import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { onAllIdentities } from '../../rights/rights-by-thing.js';
import { ruled } from '../../shapes/annotations.js';
import { Identity, IdentityReference } from '../../shapes/identity.js';
import { IdentityMeta } from '../../shapes/meta.js';
import { RateLimitSettings } from '../../shapes/rate-limit.js';
import { closed } from '../../shapes/schema.js';

export const updateIdentity = defineOperation({
  name: 'identities.updateIdentity',
  kind: 'change',
  summary: 'Update an identity',
  description:
    'Replaces the meta, the rate limits, or both. What is absent stays as it is. The change applies to all keys of the identity at once. Answers with the identity as it is now.',
  requires: {
    right: onAllIdentities('update_identity'),
  },
  request: closed({
    identity: IdentityReference,
    meta: Type.Optional(IdentityMeta),
    ratelimits: Type.Optional(
      ruled(
        'must have each name once',
        Type.Array(RateLimitSettings, {
          maxItems: 50,
          description:
            'All limits that the identity has from now on, each name once. A limit that keeps its name keeps its id and its count.',
        }),
      ),
    ),
  }),
  data: Identity,
  problems: ['unkey/data/identity_not_found'],
  example: { identity: 'user_42', meta: { plan: 'enterprise' }, ratelimits: [] },
});
