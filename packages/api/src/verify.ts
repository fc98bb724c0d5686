import type {
  V2KeysVerifyKeyResponseBody,
  V2KeysVerifyKeyResponseData,
} from './generated/types.js';

/** Why a key was accepted or refused. */
export type VerifyCode = V2KeysVerifyKeyResponseData['code'];

/**
 * The verdict on a key. A test of `valid` or `code` tells the compiler which fields exist: a key
 * that was found has a `keyId`, one that was not found has no fields.
 *
 * @example
 * const { data } = await unkey.keys.verifyKey({ key });
 * if (!data.valid) return data.code === 'RATE_LIMITED' ? 429 : 403;
 * const keyId: string = data.keyId;
 */
export type VerifyKeyResult = ValidKey | RefusedKey | UnknownKey;

/** The answer of `keys.verifyKey`. */
export type VerifyKeyResponse = Omit<V2KeysVerifyKeyResponseBody, 'data'> & {
  data: VerifyKeyResult;
};

type Present = 'keyId' | 'keyspaceId' | 'enabled';

/** The fields of a key that exists. */
type FoundKey = Omit<V2KeysVerifyKeyResponseData, 'valid' | 'code' | Present> & {
  keyId: string;
  keyspaceId: string;
  enabled: boolean;
};

/** The verdict on a key that is good for the request. */
export type ValidKey = FoundKey & { valid: true; code: 'VALID' };

/** The verdict on a key that exists and is not good for the request. */
export type RefusedKey = FoundKey & {
  valid: false;
  code: Exclude<VerifyCode, 'VALID' | 'NOT_FOUND'>;
};

/** No such key, or none that this root key may verify. The answer says nothing else about it. */
export type UnknownKey = { valid: false; code: 'NOT_FOUND' } & {
  [Field in keyof FoundKey]?: undefined;
};
