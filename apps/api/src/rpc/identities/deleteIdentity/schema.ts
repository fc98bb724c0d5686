import { defineRpc } from '../../define-rpc.js';
import { closed } from '../../shared/fields.js';
import { IdentityText } from '../../shared/identity.js';

export const definition = defineRpc({
  name: 'identities.deleteIdentity',
  kind: 'change',
  summary: 'Delete an identity',
  description:
    'Removes an identity and its rate limits; its externalId can be used again. Its keys stay valid, as keys without an identity. Needs the permission identity.*.delete_identity.',
  request: closed({ identity: IdentityText }),
  data: closed({}),
  problems: ['unkey/data/identity_not_found'],
  example: { identity: 'user_42' },
});
