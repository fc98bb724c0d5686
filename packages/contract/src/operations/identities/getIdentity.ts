import { defineOperation } from '../../operation.js';
import { anyOf, tuple, urn } from '../../rights/right.js';
import { Identity, IdentityReference } from '../../shapes/identity.js';
import { closed } from '../../shapes/schema.js';

export const getIdentity = defineOperation({
  name: 'identities.getIdentity',
  kind: 'read',
  summary: 'Get an identity',
  description: 'Shows an identity with its meta and rate limits.',
  requires: {
    right: anyOf(
      tuple('identity.*.read_identity'),
      tuple('identity.{identityId}.read_identity'),
      urn('projects/*/identities/*', 'read_identity'),
    ),
    found: ['identityId'],
  },
  request: closed({ identity: IdentityReference }),
  data: Identity,
  problems: ['unkey/data/identity_not_found'],
  example: { identity: 'user_42' },
});
