// Written by `pnpm gen` from apps/api/openapi.json. Do not edit.

export type Problem = {
  meta: {
    requestId: string;
  };
  error: ProblemDetails;
};

export type ProblemDetails = {
  title: string;
  /** What went wrong this time, for people. */
  detail: string;
  status: number;
  /** Link to the page of this kind of problem; its end is a stable code. */
  type: string;
  /** For status 400: everything that is wrong with the request. */
  errors?: Violation[] | undefined;
};

export type V2ApisCreateApiRequestBody = {
  name: string;
};

export type V2ApisCreateApiResponseBody = {
  meta: {
    /** Also in the header X-Request-Id. */
    requestId: string;
  };
  data: V2ApisCreateApiResponseData;
};

export type V2ApisCreateApiResponseData = {
  /** Id of the API, such as api_1234. */
  apiId: string;
};

export type V2ApisGetApiRequestBody = {
  /** Id of the API, such as api_1234. */
  apiId: string;
};

export type V2ApisGetApiResponseBody = {
  meta: {
    /** Also in the header X-Request-Id. */
    requestId: string;
  };
  data: V2ApisGetApiResponseData;
};

export type V2ApisGetApiResponseData = {
  /** Id of the API, such as api_1234. */
  id: string;
  name: string;
};

export type V2KeysCreateKeyRequestBody = {
  apiId: string;
  /** Put before the key with an underscore, so that people recognise it. */
  prefix?: string | undefined;
  name?: string | undefined;
  /**
   * Random bytes in the key.
   * @default 16
   */
  byteLength?: number | undefined;
  /** Your id of the user. An identity with it is created if there is none. */
  externalId?: string | undefined;
  /** Any JSON object of yours. It is stored and handed back as it is. */
  meta?:
    | {
        [key: string]: unknown;
      }
    | undefined;
  /** Names of roles; they must exist. */
  roles?: string[] | undefined;
  /** Slugs of permissions; missing ones are created. */
  permissions?: string[] | undefined;
  /** Unix time in milliseconds from which the key is no longer valid. */
  expires?: number | undefined;
  credits?:
    | {
        /** How many credits are left; null for unlimited. */
        remaining: number | null;
        refill?:
          | {
              /**
               * How often the credits are filled up, at 00:00 UTC.
               */
              interval: 'daily' | 'monthly';
              /** The credits are set to this number. More than that are left as they are. */
              amount: number;
              /** Day of the month, for monthly only; 1 if absent. In a shorter month its last day. */
              refillDay?: number | undefined;
            }
          | undefined;
      }
    | undefined;
  ratelimits?:
    | {
        name: string;
        limit: number;
        /** Length of the window in milliseconds. */
        duration: number;
        /** @default false */
        autoApply: boolean;
      }[]
    | undefined;
  /** @default true */
  enabled?: boolean | undefined;
  /**
   * Keep the key, encrypted, so that it can be shown again.
   * @default false
   */
  recoverable?: boolean | undefined;
};

export type V2KeysCreateKeyResponseBody = {
  meta: {
    /** Also in the header X-Request-Id. */
    requestId: string;
  };
  data: V2KeysCreateKeyResponseData;
};

export type V2KeysCreateKeyResponseData = {
  keyId: string;
  /** The key itself. It is shown only here. */
  key: string;
};

export type V2KeysDeleteKeyRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /**
   * Remove the row and its links too, instead of only marking it as deleted.
   * @default false
   */
  permanent?: boolean | undefined;
};

export type V2KeysDeleteKeyResponseBody = {
  meta: {
    /** Also in the header X-Request-Id. */
    requestId: string;
  };
  data: Record<string, never>;
};

export type V2KeysGetKeyRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /**
   * Show a recoverable key again.
   * @default false
   */
  decrypt?: boolean | undefined;
};

export type V2KeysGetKeyResponseBody = {
  meta: {
    /** Also in the header X-Request-Id. */
    requestId: string;
  };
  data: V2KeysGetKeyResponseData;
};

export type V2KeysGetKeyResponseData = {
  keyId: string;
  /** The beginning of the key, to tell keys apart. */
  start: string;
  enabled: boolean;
  /** Unix time in milliseconds. */
  createdAt: number;
  updatedAt?: number | undefined;
  lastUsedAt?: number | undefined;
  name?: string | undefined;
  meta?:
    | {
        [key: string]: unknown;
      }
    | undefined;
  expires?: number | undefined;
  /** Slugs, held directly or through roles. */
  permissions?: string[] | undefined;
  roles?: string[] | undefined;
  credits?:
    | {
        /** How many credits are left; null for unlimited. */
        remaining: number | null;
        refill?:
          | {
              /**
               * How often the credits are filled up, at 00:00 UTC.
               */
              interval: 'daily' | 'monthly';
              /** The credits are set to this number. More than that are left as they are. */
              amount: number;
              /** Day of the month, for monthly only; 1 if absent. In a shorter month its last day. */
              refillDay?: number | undefined;
            }
          | undefined;
      }
    | undefined;
  identity?:
    | {
        id: string;
        externalId: string;
        meta?:
          | {
              [key: string]: unknown;
            }
          | undefined;
      }
    | undefined;
};

export type V2KeysVerifyKeyRequestBody = {
  /** The key itself, as its user sends it. */
  key: string;
  /** Labels for usage records. */
  tags?: string[] | undefined;
  /** Permissions that the key must hold: slugs joined by AND and OR, with parentheses. */
  permissions?: string | undefined;
  credits?:
    | {
        /** Credits to spend if the key has a limited number; 1 if absent, 0 to look. */
        cost: number;
      }
    | undefined;
  ratelimits?:
    | {
        name: string;
        /** @default 1 */
        cost?: number | undefined;
        limit?: number | undefined;
        duration?: number | undefined;
      }[]
    | undefined;
  migrationId?: string | undefined;
  /** Address of your user, for APIs with an IP allow-list. If absent, the address that this request came from counts. */
  ip?: string | undefined;
};

export type V2KeysVerifyKeyResponseBody = {
  meta: {
    /** Also in the header X-Request-Id. */
    requestId: string;
  };
  data: V2KeysVerifyKeyResponseData;
};

export type V2KeysVerifyKeyResponseData = {
  valid: boolean;
  /**
   * VALID, or the first reason why not.
   */
  code:
    | 'VALID'
    | 'NOT_FOUND'
    | 'FORBIDDEN'
    | 'INSUFFICIENT_PERMISSIONS'
    | 'USAGE_EXCEEDED'
    | 'RATE_LIMITED'
    | 'DISABLED'
    | 'EXPIRED';
  keyId?: string | undefined;
  name?: string | undefined;
  meta?:
    | {
        [key: string]: unknown;
      }
    | undefined;
  expires?: number | undefined;
  /** What is left; absent for a key with unlimited credits. */
  credits?: number | undefined;
  enabled?: boolean | undefined;
  permissions?: string[] | undefined;
  roles?: string[] | undefined;
  identity?:
    | {
        id: string;
        externalId: string;
        meta?:
          | {
              [key: string]: unknown;
            }
          | undefined;
      }
    | undefined;
};

export type V2KeysWhoamiRequestBody = {
  /** The key itself, as its user sends it. */
  key: string;
};

export type V2KeysWhoamiResponseBody = {
  meta: {
    /** Also in the header X-Request-Id. */
    requestId: string;
  };
  data: V2KeysWhoamiResponseData;
};

export type V2KeysWhoamiResponseData = {
  keyId: string;
  /** The beginning of the key, to tell keys apart. */
  start: string;
  enabled: boolean;
  /** Unix time in milliseconds. */
  createdAt: number;
  updatedAt?: number | undefined;
  lastUsedAt?: number | undefined;
  name?: string | undefined;
  meta?:
    | {
        [key: string]: unknown;
      }
    | undefined;
  expires?: number | undefined;
  /** Slugs, held directly or through roles. */
  permissions?: string[] | undefined;
  roles?: string[] | undefined;
  credits?:
    | {
        /** How many credits are left; null for unlimited. */
        remaining: number | null;
        refill?:
          | {
              /**
               * How often the credits are filled up, at 00:00 UTC.
               */
              interval: 'daily' | 'monthly';
              /** The credits are set to this number. More than that are left as they are. */
              amount: number;
              /** Day of the month, for monthly only; 1 if absent. In a shorter month its last day. */
              refillDay?: number | undefined;
            }
          | undefined;
      }
    | undefined;
  identity?:
    | {
        id: string;
        externalId: string;
        meta?:
          | {
              [key: string]: unknown;
            }
          | undefined;
      }
    | undefined;
};

export type Violation = {
  /** Path in the request, such as body.name. */
  location: string;
  message: string;
  fix?: string | undefined;
};
