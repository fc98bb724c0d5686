import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, Meta, Ratelimit } from '../../shared/fields.js';
import { IdentityDetails, IdentityText } from '../../shared/identity.js';

export const definition = defineRpc({
  name: 'identities.updateIdentity',
  kind: 'change',
  summary: 'Update an identity',
  description:
    'Replaces the meta, the rate limits, or both; what is absent stays as it is. All keys of the identity see it at once. Answers with the identity as it is now. Needs the permission identity.*.update_identity.',
  request: closed({
    identity: IdentityText,
    meta: Type.Optional(Meta),
    ratelimits: Type.Optional(
      Type.Array(Ratelimit, {
        maxItems: 50,
        description:
          'All limits that the identity has from now on, each name once. A limit that keeps its name keeps its id and what has been used of it.',
      }),
    ),
  }),
  data: IdentityDetails,
  problems: ['unkey/data/identity_not_found'],
  example: { identity: 'user_42', meta: { plan: 'enterprise' }, ratelimits: [] },
});
