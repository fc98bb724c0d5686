import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, Meta, Ratelimit } from '../../shared/fields.js';

export const definition = defineRpc({
  name: 'identities.createIdentity',
  kind: 'change',
  summary: 'Create an identity',
  description:
    'Makes an identity: a user or organisation of yours, whose keys share its meta and its rate limits. Needs the permission identity.*.create_identity.',
  // Open: what it does not name is ignored, as the contract has it.
  request: Type.Object(
    {
      externalId: Type.String({
        minLength: 1,
        maxLength: 255,
        pattern: '^[a-zA-Z0-9_.-]+$',
        description: 'Your id of the user. It must not be taken, and cannot be changed later.',
      }),
      meta: Type.Optional(Meta),
      ratelimits: Type.Optional(
        Type.Array(Ratelimit, {
          maxItems: 50,
          description: 'All keys of the identity use these up together.',
        }),
      ),
    },
    { additionalProperties: true },
  ),
  data: closed({ identityId: Type.String() }),
  problems: ['unkey/data/identity_already_exists'],
  example: {
    externalId: 'user_42',
    meta: { plan: 'pro' },
    ratelimits: [{ name: 'requests', limit: 1000, duration: 60_000, autoApply: true }],
  },
});
