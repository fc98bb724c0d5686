import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, PageCursor, PageLimit, Search } from '../../shared/fields.js';
import { IdentityDetails } from '../../shared/identity.js';

export const definition = defineRpc({
  name: 'identities.listIdentities',
  kind: 'read',
  summary: 'List identities',
  description:
    'Identities in the order of their ids. With a search, a page may have fewer items than asked for, even none, while there is more: go on as long as pagination.hasMore is true. Needs the permission identity.*.read_identity, or identity.<identityId>.read_identity for every identity on the page.',
  request: closed({
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
    search: Type.Optional(Search),
  }),
  data: IdentityDetails,
  problems: [],
  example: { limit: 10, search: 'user_' },
});
