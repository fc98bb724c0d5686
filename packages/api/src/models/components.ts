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

export type * from '../generated/types.js';
export type { ValidationIssue as ValidationError } from '../unkey-error.js';

// Parts of them that have names in `@unkey/api` and none in the OpenAPI document of this service.
type Part<Whole, Field extends keyof Whole> = NonNullable<Whole[Field]>;

/** What every answer says about its request. */
export type Meta = ListEnvelope['meta'];
/** Where the next page of a list begins. */
export type Pagination = NonNullable<ListEnvelope['pagination']>;

/** An identity, as an answer shows it. */
export type Identity = V2IdentitiesGetIdentityResponseData;
/** A permission, as an answer shows it. */
export type Permission = V2PermissionsGetPermissionResponseData;
/** A role, as an answer shows it. */
export type Role = V2PermissionsGetRoleResponseData;

/** A key, as an answer shows it. */
export type KeyResponseData = V2KeysGetKeyResponseData;
/** The credits of a key, in an answer. */
export type KeyCreditsData = Part<KeyResponseData, 'credits'>;
/** How these are refilled. */
export type KeyCreditsRefill = Part<KeyCreditsData, 'refill'>;
/** How often these are refilled. */
export type KeyCreditsRefillInterval = KeyCreditsRefill['interval'];
/** The credits of a key, as `keys.updateKey` takes them. */
export type UpdateKeyCreditsData = Part<V2KeysUpdateKeyRequestBody, 'credits'>;
/** How these are to be refilled. */
export type UpdateKeyCreditsRefill = Part<UpdateKeyCreditsData, 'refill'>;
/** How often these are to be refilled. */
export type UpdateKeyCreditsRefillInterval = UpdateKeyCreditsRefill['interval'];
/** One key, as `keys.migrateKeys` takes it. */
export type V2KeysMigrateKeyData = V2KeysMigrateKeysRequestBody['keys'][number];
/** The operator of `keys.updateCredits`. */
export type Operation = V2KeysUpdateCreditsRequestBody['operation'];

/** A limit of a key or an identity, in a request. */
export type RatelimitRequest = Part<V2KeysCreateKeyRequestBody, 'ratelimits'>[number];
/** The same, in an answer. */
export type RatelimitResponse = Part<KeyResponseData, 'ratelimits'>[number];
/** An override, as an answer shows it. */
export type RatelimitOverride = V2RatelimitGetOverrideResponseData;
/** The result of one check of `ratelimit.multiLimit`. */
export type V2RatelimitMultiLimitCheck =
  V2RatelimitMultiLimitResponseBody['data']['limits'][number];

/** The verdict on a key. */
export type Code = V2KeysVerifyKeyResponseData['code'];
/** What a verification is to cost. */
export type KeysVerifyKeyCredits = Part<V2KeysVerifyKeyRequestBody, 'credits'>;
/** A limit that a verification is to check. */
export type KeysVerifyKeyRatelimit = Part<V2KeysVerifyKeyRequestBody, 'ratelimits'>[number];
/** The result of a limit, in the verdict on a key. */
export type VerifyKeyRatelimitData = Part<V2KeysVerifyKeyResponseData, 'ratelimits'>[number];
