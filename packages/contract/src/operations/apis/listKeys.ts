import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { allOf, anyOf } from '../../rights/right.js';
import { allKeysUrn, KEY_SPACE_IDS, keySpaceUrn, onApi } from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { Key } from '../../shapes/key.js';
import { COUNT, PAGE, SEARCH, sortedBy } from '../../shapes/page.js';
import { closed, MAX_INTEGER, oneOf } from '../../shapes/schema.js';

const moment = (description: string) =>
  Type.Integer({
    format: 'int64',
    minimum: 0,
    maximum: MAX_INTEGER,
    description: `${description} Unix time in milliseconds.`,
  });

export const listKeys = defineOperation({
  name: 'apis.listKeys',
  kind: 'read',
  stepUp: 'decrypt',
  summary: 'List the keys of an API',
  description:
    'Lists keys, each as keys.getKey shows it. A key is shown if it passes every filter of the request. With a search or a filter, a page may have fewer keys than asked for, or none, although more follow. Go on as long as pagination.hasMore is true. With decrypt, each key whose plaintext is shown leaves an audit event.',
  requires: {
    right: anyOf(
      allOf(anyOf(...onApi('read_key')), anyOf(...onApi('read_api'))),
      allOf(allKeysUrn('read_key'), keySpaceUrn('read_keyspace')),
    ),
    found: KEY_SPACE_IDS,
    hides: 'unkey/data/api_not_found',
    also: {
      decrypt: {
        when: 'to decrypt',
        right: anyOf(...onApi('decrypt_key'), allKeysUrn('decrypt_key')),
        found: KEY_SPACE_IDS,
      },
    },
  },
  request: closed({
    apiId: referTo(
      'api',
      ['id'],
      Type.String({
        minLength: 1,
        maxLength: 255,
        description: 'Id of the API, such as api_1234.',
      }),
    ),
    ...PAGE,
    externalId: Type.Optional(
      referTo(
        'identity',
        ['externalId'],
        Type.String({
          minLength: 1,
          maxLength: 255,
          description: 'Only the keys of the identity with this externalId.',
        }),
      ),
    ),
    search: Type.Optional(
      referTo(
        'key',
        ['id'],
        Type.String({
          ...SEARCH,
          description:
            'Only keys with this text in their name, id or start, or in the externalId of their identity. The case of the letters A to Z makes no difference.',
        }),
      ),
    ),
    ...sortedBy(
      ['createdAt', 'lastUsedAt', 'expires', 'name'],
      'createdAt is the default. Keys of one value are in the order of their ids. A last use counts in whole minutes, and a name with its first 100 characters. Keys without a name come before all others, and keys that never expire after all that do. Keys that were never used come last, in both orders.',
    ),
    status: Type.Optional(
      oneOf(
        ['active', 'disabled', 'expired', 'exhausted'],
        'Only keys that are disabled, have expired, or have no credits left (exhausted). A key may be several of these at once. active: only keys that are none of them.',
      ),
    ),
    expiresBefore: Type.Optional(
      moment('Only keys that expire before this moment or have done so.'),
    ),
    unusedSince: Type.Optional(
      moment('Only keys that were neither used nor created at this moment or later.'),
    ),
    ...COUNT,
    decrypt: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Whether the answer has the plaintext of recoverable keys.',
      }),
    ),
    revalidateKeysCache: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Has no effect: the list is always read from the database.',
      }),
    ),
  }),
  data: Key,
  paginated: true,
  secrets: { data: ['plaintext'] },
  problems: ['unkey/data/api_not_found', 'unkey/application/precondition_failed'],
  example: { apiId: 'api_1234abcd', limit: 10, externalId: 'user_42' },
});
