// Written by `pnpm gen` from apps/api/openapi.json. Do not edit.

import type { OperationTraits } from '../operation.js';
import type {
  V2ApisCreateApiRequestBody,
  V2ApisCreateApiResponseBody,
  V2ApisGetApiRequestBody,
  V2ApisGetApiResponseBody,
  V2KeysCreateKeyRequestBody,
  V2KeysCreateKeyResponseBody,
  V2KeysDeleteKeyRequestBody,
  V2KeysDeleteKeyResponseBody,
  V2KeysGetKeyRequestBody,
  V2KeysGetKeyResponseBody,
  V2KeysVerifyKeyRequestBody,
  V2KeysVerifyKeyResponseBody,
  V2KeysWhoamiRequestBody,
  V2KeysWhoamiResponseBody,
} from './types.js';

export interface Operations {
  apis: {
    /**
     * Create an API.
     *
     * Makes an API: the space that keys belong to. The name is for people and need not be
     * unique. Needs the permission api.*.create_api.
     */
    createApi: {
      request: V2ApisCreateApiRequestBody;
      response: V2ApisCreateApiResponseBody;
    };
    /**
     * Get an API.
     *
     * Needs the permission api.*.read_api or api.<apiId>.read_api.
     */
    getApi: {
      request: V2ApisGetApiRequestBody;
      response: V2ApisGetApiResponseBody;
    };
  };
  keys: {
    /**
     * Create a key.
     *
     * Issues a key. The answer is the only place where the key itself ever appears: only its
     * hash is stored. Needs the permission api.*.create_key or api.<apiId>.create_key.
     */
    createKey: {
      request: V2KeysCreateKeyRequestBody;
      response: V2KeysCreateKeyResponseBody;
    };
    /**
     * Delete a key.
     *
     * From the moment this is answered the key is no longer valid. Needs the permission
     * api.*.delete_key or api.<apiId>.delete_key.
     */
    deleteKey: {
      request: V2KeysDeleteKeyRequestBody;
      response: V2KeysDeleteKeyResponseBody;
    };
    /**
     * Get a key.
     *
     * Everything about a key except the key itself. Needs the permission api.*.read_key or
     * api.<apiId>.read_key.
     */
    getKey: {
      request: V2KeysGetKeyRequestBody;
      response: V2KeysGetKeyResponseBody;
    };
    /**
     * Verify a key.
     *
     * Says whether a key is good, for what, and how much is left. A key that is not good is an
     * answer, not an error: look at valid and code. Needs the permission api.*.verify_key or
     * api.<apiId>.verify_key; keys that the root key may not verify are NOT_FOUND.
     */
    verifyKey: {
      request: V2KeysVerifyKeyRequestBody;
      response: V2KeysVerifyKeyResponseBody;
    };
    /**
     * Look up a key by itself.
     *
     * What keys.getKey answers, for whoever holds the key but not its id. Uses nothing up. Needs
     * the permission api.*.read_key or api.<apiId>.read_key.
     */
    whoami: {
      request: V2KeysWhoamiRequestBody;
      response: V2KeysWhoamiResponseBody;
    };
  };
}

export const operations = {
  apis: {
    createApi: { kind: 'write' },
    getApi: { kind: 'read' },
  },
  keys: {
    createKey: { kind: 'write' },
    deleteKey: { kind: 'write' },
    getKey: { kind: 'read' },
    verifyKey: { kind: 'check' },
    whoami: { kind: 'read' },
  },
} as const satisfies Record<string, Record<string, OperationTraits>>;
