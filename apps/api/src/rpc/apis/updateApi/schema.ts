import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { ApiDetails, ApiId, ApiName } from '../../shared/api.js';
import { closed, KeyByteLength, KeyPrefix, nullable } from '../../shared/fields.js';

/** An IPv6 address with an IPv4 one in its end, and its prefix length. */
const RANGE_LENGTH_MAX = 49;

export const definition = defineRpc({
  name: 'apis.updateApi',
  kind: 'change',
  summary: 'Change an API',
  description:
    'Sets what is present and leaves what is absent; null clears. Takes effect at once, also for keys that exist. Answers with the API as it is now. Needs the permission api.*.update_api or api.<apiId>.update_api.',
  request: closed({
    apiId: ApiId,
    name: Type.Optional(ApiName),
    defaultPrefix: Type.Optional(nullable(KeyPrefix)),
    defaultByteLength: Type.Optional(nullable(KeyByteLength)),
    ipAllowList: Type.Optional(
      Type.Array(Type.String({ minLength: 2, maxLength: RANGE_LENGTH_MAX }), {
        maxItems: 1000,
        description:
          'IPv4 and IPv6 addresses and CIDR ranges that keys may be used from; empty for everywhere.',
      }),
    ),
    deleteProtection: Type.Optional(
      Type.Boolean({ description: 'Whether apis.deleteApi refuses to delete the API.' }),
    ),
    storesRecoverableKeys: Type.Optional(
      Type.Boolean({
        description:
          'Whether keys can be created that can be shown again, and are. Switched off, it hides the encrypted copies but keeps them; each goes when its key is deleted permanently.',
      }),
    ),
  }),
  data: ApiDetails,
  problems: ['unkey/data/api_not_found'],
  example: {
    apiId: 'api_1234abcd',
    defaultPrefix: 'prod',
    ipAllowList: ['192.0.2.0/24', '2001:db8::/32'],
    deleteProtection: true,
  },
});
