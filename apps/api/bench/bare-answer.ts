import { Type } from '@sinclair/typebox';
import { verifyKey as definition } from '@unlatch/contract/operations/keys/verifyKey';

/** The response of a plain verification, and the schemas that its route uses to check and write. */
export const ANSWER = {
  meta: { requestId: 'req_0123456789abcdef' },
  data: {
    valid: true,
    code: 'VALID' as const,
    keyId: 'key_0VbZ1vL4i1Tn9cgvoJ',
    keyspaceId: 'ks_0VbZ1vL4i1Tn9cgvoJ',
    enabled: true,
  },
};

export const SCHEMA = {
  body: definition.request,
  response: {
    200: Type.Object({ meta: Type.Object({ requestId: Type.String() }), data: definition.data }),
  },
};
