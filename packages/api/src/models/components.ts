// The types of all requests and answers under their names in `@unkey/api`.
import type {
  V2IdentitiesGetIdentityResponseData,
  V2KeysCreateKeyRequestBody,
  V2KeysGetKeyResponseData,
  V2KeysMigrateKeysRequestBody,
  V2KeysUpdateCreditsRequestBody,
  V2KeysUpdateKeyRequestBody,
  V2KeysVerifyKeyRequestBody,
  V2KeysVerifyKeyResponseData,
  V2PermissionsGetPermissionResponseData,
  V2PermissionsGetRoleResponseData,
  V2RatelimitGetOverrideResponseData,
  V2RatelimitMultiLimitResponseBody,
} from '../generated/types.js';
import type { ListEnvelope } from '../pages.js';

export type { ValidationIssue as ValidationError } from '../errors.js';
export type * from '../generated/types.js';

// Parts of them that have names in `@unkey/api` and none in the OpenAPI document of this service.
type Part<Whole, Field extends keyof Whole> = NonNullable<Whole[Field]>;

export type Meta = ListEnvelope['meta'];
export type Pagination = NonNullable<ListEnvelope['pagination']>;

export type Identity = V2IdentitiesGetIdentityResponseData;
export type Permission = V2PermissionsGetPermissionResponseData;
export type Role = V2PermissionsGetRoleResponseData;

export type KeyResponseData = V2KeysGetKeyResponseData;
export type KeyCreditsData = Part<KeyResponseData, 'credits'>;
export type KeyCreditsRefill = Part<KeyCreditsData, 'refill'>;
export type KeyCreditsRefillInterval = KeyCreditsRefill['interval'];
export type UpdateKeyCreditsData = Part<V2KeysUpdateKeyRequestBody, 'credits'>;
export type UpdateKeyCreditsRefill = Part<UpdateKeyCreditsData, 'refill'>;
export type UpdateKeyCreditsRefillInterval = UpdateKeyCreditsRefill['interval'];
export type V2KeysMigrateKeyData = V2KeysMigrateKeysRequestBody['keys'][number];
/** The operator of `keys.updateCredits`. */
export type Operation = V2KeysUpdateCreditsRequestBody['operation'];

/** A limit of a key or an identity, in a request. */
export type RatelimitRequest = Part<V2KeysCreateKeyRequestBody, 'ratelimits'>[number];
/** The same, in an answer. */
export type RatelimitResponse = Part<KeyResponseData, 'ratelimits'>[number];
export type RatelimitOverride = V2RatelimitGetOverrideResponseData;
export type V2RatelimitMultiLimitCheck =
  V2RatelimitMultiLimitResponseBody['data']['limits'][number];

/** The verdict on a key. */
export type Code = V2KeysVerifyKeyResponseData['code'];
export type KeysVerifyKeyCredits = Part<V2KeysVerifyKeyRequestBody, 'credits'>;
export type KeysVerifyKeyRatelimit = Part<V2KeysVerifyKeyRequestBody, 'ratelimits'>[number];
export type VerifyKeyRatelimitData = Part<V2KeysVerifyKeyResponseData, 'ratelimits'>[number];
