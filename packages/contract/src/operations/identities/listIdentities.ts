import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf, tuple, urn } from '../../rights/right.js';
import { referTo } from '../../shapes/annotations.js';
import { Identity } from '../../shapes/identity.js';
import { COUNT, PAGE, SEARCH, sortedBy } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';

export const listIdentities = defineOperation({
  name: 'identities.listIdentities',
  kind: 'read',
  summary: 'List identities',
  description:
    'Lists identities. With a search, a page may have fewer items than asked for, or none, although more follow. Go on as long as pagination.hasMore is true.',
  requires: {
    right: anyOf(
      tuple('identity.*.read_identity'),
      tuple('identity.{identityId}.read_identity'),
      urn('projects/*/identities/*', 'read_identity'),
    ),
    found: ['identityId'],
    rows: 'every',
    also: {
      count: {
        when: 'to count',
        right: anyOf(
          tuple('identity.*.read_identity'),
          urn('projects/*/identities/*', 'read_identity'),
        ),
      },
    },
  },
  request: closed({
    ...PAGE,
    search: Type.Optional(
      referTo(
        'identity',
        ['externalId'],
        Type.String({
          ...SEARCH,
          description:
            'Only identities with this text in their externalId or id. The case of the letters A to Z makes no difference.',
        }),
      ),
    ),
    ...sortedBy(
      ['createdAt', 'externalId'],
      'createdAt is the default, and the order of ids. externalId is compared character by character, capital letters first.',
    ),
    ...COUNT,
  }),
  data: Identity,
  paginated: true,
  problems: [],
  example: { limit: 10, search: 'user_' },
});
