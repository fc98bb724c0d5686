import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { allOf, anyOf } from '../../rights/right.js';
import { allKeysUrn, KEY_SPACE_IDS, keySpaceUrn, onApi } from '../../rights/rights-by-thing.js';
import { referTo } from '../../shapes/annotations.js';
import { Key } from '../../shapes/key.js';
import { PAGE } from '../../shapes/page.js';
import { closed } from '../../shapes/schema.js';

export const listKeys = defineOperation({
  name: 'apis.listKeys',
  kind: 'read',
  summary: 'List the keys of an API',
  description:
    'Lists keys in the order of their ids, each as keys.getKey shows it. With decrypt, each key whose plaintext is shown leaves an audit event.',
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
