import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { IdentityDetails, IdentityText } from '../../shared/identity.js';

export const definition = defineRpc({
  name: 'identities.getIdentity',
  kind: 'read',
  summary: 'Get an identity',
  description:
    'An identity with its meta and rate limits. Needs the permission identity.*.read_identity or identity.<identityId>.read_identity.',
  request: closed({ identity: IdentityText }),
  data: IdentityDetails,
  problems: ['unkey/data/identity_not_found'],
  example: { identity: 'user_42' },
});
