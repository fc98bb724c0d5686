import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, PageCursor, PageLimit } from '../../shared/fields.js';
import { KeyResponse } from '../../shared/key-details.js';

export const definition = defineRpc({
  name: 'apis.listKeys',
  kind: 'read',
  summary: 'List the keys of an API',
  description:
    'Keys in the order of their ids, each as keys.getKey shows it. Needs the permissions read_key and read_api, each as api.*.<action> or api.<apiId>.<action>; without them the API is not found. decrypt needs decrypt_key as well, and leaves an audit event for each key that is shown.',
  request: closed({
    apiId: Type.String({ minLength: 1, description: 'Id of the API, such as api_1234.' }),
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
    externalId: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Only the keys of the identity with this externalId.',
      }),
    ),
    decrypt: Type.Optional(
      Type.Boolean({ default: false, description: 'Show recoverable keys again.' }),
    ),
    revalidateKeysCache: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Has no effect: the list is always read from the database.',
      }),
    ),
  }),
  data: KeyResponse,
  problems: ['unkey/data/api_not_found', 'unkey/application/precondition_failed'],
  example: { apiId: 'api_1234abcd', limit: 10, externalId: 'user_42' },
});
