import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { anyOf } from '../../rights/right.js';
import { onApi } from '../../rights/rights-by-thing.js';
import { ruled } from '../../shapes/annotations.js';
import { Api, ApiName, ApiReference } from '../../shapes/api.js';
import { KeyByteLength, KeyPrefix } from '../../shapes/key-format.js';
import { closed, nullable } from '../../shapes/schema.js';

/** An IPv6 address that ends in an IPv4 address, with its prefix length. */
const RANGE_LENGTH_MAX = 49;

export const updateApi = defineOperation({
  name: 'apis.updateApi',
  kind: 'change',
  summary: 'Change an API',
  description:
    'Sets the fields that are sent and leaves the others. null clears a field. Takes effect at once, also for existing keys. Answers with the API as it is now.',
  requires: {
    right: anyOf(...onApi('update_api')),
  },
  request: closed({
    apiId: ApiReference,
    name: Type.Optional(ApiName),
    defaultPrefix: Type.Optional(nullable(KeyPrefix)),
    defaultByteLength: Type.Optional(nullable(KeyByteLength)),
    ipAllowList: Type.Optional(
      ruled(
        'must be IPv4 or IPv6 addresses or CIDR ranges',
        Type.Array(Type.String({ minLength: 2, maxLength: RANGE_LENGTH_MAX }), {
          maxItems: 1000,
          description:
            'IPv4 and IPv6 addresses and CIDR ranges from which keys may be used, such as 192.0.2.7, 192.0.2.0/24 and 2001:db8::/32, without zones and ports. An empty list allows every address.',
        }),
      ),
    ),
    deleteProtection: Type.Optional(
      Type.Boolean({ description: 'Whether apis.deleteApi refuses to delete the API.' }),
    ),
    storesRecoverableKeys: Type.Optional(
      Type.Boolean({
        description:
          'Whether the API can have recoverable keys, and shows them. false hides the encrypted copies but keeps them. Each copy is removed when its key or the API is deleted.',
      }),
    ),
  }),
  data: Api,
  problems: ['unkey/data/api_not_found'],
  example: {
    apiId: 'api_1234abcd',
    defaultPrefix: 'prod',
    ipAllowList: ['192.0.2.0/24', '2001:db8::/32'],
    deleteProtection: true,
  },
});
