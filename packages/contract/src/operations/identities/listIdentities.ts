import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf, tuple, urn } from '../../rights/right.js';
import { referTo } from '../../shapes/annotations.js';
import { Identity } from '../../shapes/identity.js';
import { PAGE, SEARCH } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';

export const listIdentities = defineOperation({
  name: 'identities.listIdentities',
  kind: 'read',
  summary: 'List identities',
  description:
    'Lists identities in the order of their ids. With a search, a page may have fewer items than asked for, or none, although more follow. Go on as long as pagination.hasMore is true.',
  requires: {
    right: anyOf(
      tuple('identity.*.read_identity'),
      tuple('identity.{identityId}.read_identity'),
      urn('projects/*/identities/*', 'read_identity'),
    ),
    found: ['identityId'],
    rows: 'every',
  },
  request: closed({
    ...PAGE,
    search: Type.Optional(referTo('identity', ['externalId'], Type.String(SEARCH))),
  }),
  data: Identity,
  paginated: true,
  problems: [],
  example: { limit: 10, search: 'user_' },
});
