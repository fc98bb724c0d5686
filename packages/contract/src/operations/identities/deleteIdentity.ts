import { defineOperation } from '../../operation.js';
import { onAllIdentities } from '../../rights/rights-by-thing.js';
import { IdentityReference } from '../../shapes/identity.js';
import { closed } from '../../shapes/schema.js';

export const deleteIdentity = defineOperation({
  name: 'identities.deleteIdentity',
  kind: 'change',
  destructive: true,
  summary: 'Delete an identity',
  description:
    'Deletes an identity and its rate limits. Its externalId can be used again. Its keys stay valid, as keys without an identity.',
  requires: {
    right: onAllIdentities('delete_identity'),
  },
  request: closed({ identity: IdentityReference }),
  data: closed({}),
  errorTypes: 'problem',
  problems: ['unkey/data/identity_not_found'],
  example: { identity: 'user_42' },
});
