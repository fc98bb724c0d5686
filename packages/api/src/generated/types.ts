// Written by `pnpm gen` from the contract. Do not edit.

/** An API with its settings. Fields without a value are absent, never null. */
export type Api = {
  /** Id of the API, such as api_1234. */
  id: string;
  name: string;
  /** Id of the key space, such as ks_1234. Each API has one, with all of its keys. */
  keyspaceId: string;
  defaultPrefix?: string | undefined;
  /** Number of random bytes in the key. */
  defaultByteLength?: number | undefined;
  /** Addresses and ranges from which keys may be used. Absent if every address is allowed. */
  ipAllowList?: string[] | undefined;
  deleteProtection: boolean;
  storesRecoverableKeys: boolean;
  /** Unix time in milliseconds. */
  createdAt: number;
  updatedAt?: number | undefined;
};

/** A request that was answered: who sent it, and how it ended. */
export type ApiRequest = {
  /** meta.requestId of the answer. */
  requestId: string;
  /** Unix time in milliseconds. */
  time: number;
  method: string;
  /** Such as /v2/keys.createKey. */
  path: string;
  status: number;
  /** The end of error.type of the answer. Absent if the request succeeded. */
  code?: string | undefined;
  /** Milliseconds from the arrival of its headers to its answer. */
  latency: number;
  rootKeyId?: string | undefined;
  ip?: string | undefined;
  userAgent?: string | undefined;
  /** Each as name: value, without credentials. This and the bodies are only there if the operator has them logged. */
  requestHeaders?: string[] | undefined;
  /** JSON without secrets. Absent if it was too large. */
  requestBody?: string | undefined;
  /** The data of the answer, in the same way. */
  responseBody?: string | undefined;
};

/** What one change did: who made it, from where, to what. */
export type AuditEvent = {
  id: string;
  /** Unix time in milliseconds. */
  time: number;
  /** What happened, such as key.create. */
  event: string;
  /** What happened, as a sentence for people. */
  description: string;
  actor: {
    /** rootkey if a root key made the call, system if the service itself made the change. */
    type: string;
    id: string;
    name?: string | undefined;
  };
  /** The things that were changed. */
  targets: {
    type: string;
    id: string;
    name?: string | undefined;
    meta?:
      | {
          [key: string]: unknown;
        }
      | undefined;
  }[];
  remoteIp?: string | undefined;
  userAgent?: string | undefined;
  /** The same for all audit events of one request. */
  correlationId?: string | undefined;
  /** The meta.requestId of the request. Absent if no request made the change. */
  requestId?: string | undefined;
};

/** How many credits a key has, and when they are refilled. */
export type Credits = {
  /** How many credits are left. null means unlimited. */
  remaining: number | null;
  refill?: Refill | undefined;
};

/** An owner of keys, with metadata and limits that its keys share. */
export type Identity = {
  id: string;
  externalId: string;
  meta?:
    | {
        [key: string]: unknown;
      }
    | undefined;
  ratelimits?: RateLimit[] | undefined;
};

/** An invitation that can still be accepted. */
export type Invitation = {
  invitationId: string;
  email: string;
  /** Id of the role: that of a built-in one, or of one of the workspace. */
  role: string;
  /** Name of the role, to show to people. */
  roleName: string;
  invitedBy: {
    /** user or rootkey. */
    type: string;
    id: string;
    name: string;
  };
  /**
   * Whether the service has sent the link by mail. none: it is not set up to send mail.
   */
  mail: 'none' | 'sending' | 'sent' | 'failed';
  /** Unix time in milliseconds. */
  createdAt: number;
  /** Unix time in milliseconds. */
  expiresAt: number;
};

/** A key as management operations show it. Fields without a value are absent, never null. */
export type Key = {
  keyId: string;
  /** The beginning of the key, to recognise it by. */
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
  credits?: Credits | undefined;
  identity?: Identity | undefined;
  ratelimits?: RateLimit[] | undefined;
  /** The key itself, if the request asked to decrypt and the key is recoverable. */
  plaintext?: string | undefined;
};

/** A key import: a set of keys that another system issued. */
export type KeyMigration = {
  id: string;
  name: string;
  /**
   * How the hashes were made. sha256: SHA-256 of the whole key, as standard base64. github.com/seamapi/prefixed-api-key: SHA-256 of the long token of the key, as lower-case hexadecimal digits.
   */
  algorithm: 'sha256' | 'github.com/seamapi/prefixed-api-key';
  /** Unix time in milliseconds. */
  createdAt: number;
};

/** The limits of a workspace, each with the current number if it is counted. */
export type Limits = {
  /** Verifications that were VALID and limit checks that passed, so far in this UTC month. */
  apiBillableOperationsCountMaxPerMonth: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** API requests of all root keys together. */
  apiRequestsCountMaxPerMinute: {
    /** null means unlimited. */
    limit: number | null;
  };
  /** How many days usage events are kept. */
  logsRetentionDaysMax: {
    /** null means unlimited. */
    limit: number | null;
  };
  /** How many days audit events are kept. */
  logsAuditRetentionDaysMax: {
    /** null means unlimited. */
    limit: number | null;
  };
  /** There are no log drains. */
  logdrainsMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Keys that are not deleted, those of deleted APIs included. */
  keysMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Identities that are not deleted. */
  identitiesMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Permissions. */
  permissionsMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Roles. */
  rolesMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** APIs that are not deleted. */
  apisMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Root keys that are not deleted, expired ones included. */
  rootKeysMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Key imports. */
  migrationsMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Rate-limit namespaces that are not deleted. */
  namespacesMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Rate-limit overrides, in all namespaces together. */
  overridesMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Members. */
  membersMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Invitations, expired ones included until the next is made. */
  invitationsMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
  /** Roles for members, without the built-in ones. */
  teamRolesMax: {
    /** null means unlimited. */
    limit: number | null;
    /** How many there are now. */
    current: number;
  };
};

/** A person who belongs to the workspace. */
export type Member = {
  userId: string;
  email: string;
  name: string;
  /** Id of the role: that of a built-in one, or of one of the workspace. */
  role: string;
  /** Name of the role, to show to people. */
  roleName: string;
  /** Whether the person has a passkey, or confirms log-in with codes of an app. */
  hasSecondFactor: boolean;
  /** Unix time in milliseconds. */
  joinedAt: number;
};

/** A rate-limit namespace, in which identifiers are counted. */
export type Namespace = {
  id: string;
  name: string;
  /** Unix time in milliseconds. */
  createdAt: number;
};

/** A new invitation. Its token is shown only in this answer. */
export type NewInvitation = {
  invitationId: string;
  /** Accepts the invitation, once. The page /join of the dashboard takes it after #. */
  token: string;
  /** The page on which the invitation is accepted. null without PUBLIC_URL. */
  link: string | null;
  /**
   * sending: the service also sends the link by mail.
   */
  mail: 'none' | 'sending';
  /** Unix time in milliseconds. */
  expiresAt: number;
};

/** A new root key. It is shown only in this answer. */
export type NewRootKey = {
  keyId: string;
  /** The root key itself. It is shown only here. */
  key: string;
};

/** A limit for some identifiers of a namespace, in place of that of the request. */
export type Override = {
  overrideId: string;
  /** The identifier as it was set, with its wildcards. */
  identifier: string;
  /** With 0, no request passes. */
  limit: number;
  /** Length of the window in milliseconds. */
  duration: number;
};

/** Where the next page of a list begins. */
export type Pagination = {
  hasMore: boolean;
  /** Send it with the request for the next page. Absent on the last page. */
  cursor?: string | undefined;
  /** How many items all pages have together, if the request asked to count. */
  total?:
    | {
        count: number;
        /** false: there are at least so many. */
        isExact: boolean;
      }
    | undefined;
};

/** A permission that keys and roles can have. */
export type Permission = {
  id: string;
  /** A name for people. It need not be unique. */
  name: string;
  slug: string;
  description?: string | undefined;
};

/** The body of every answer that is not a success. */
export type Problem = {
  meta: {
    requestId: string;
  };
  error: ProblemDetails;
};

/** What went wrong. */
export type ProblemDetails = {
  title: string;
  /** What went wrong with this request, for people. */
  detail: string;
  status: number;
  /** Link to the page of this kind of problem. The end of the link is a stable code. */
  type: string;
  /** For status 400: every violation in the request. */
  errors?: Violation[] | undefined;
};

/** A limit of a key or an identity, as it is configured. */
export type RateLimit = {
  id: string;
  name: string;
  limit: number;
  /** Length of the window in milliseconds. */
  duration: number;
  /** Whether every verification checks this limit, even if the request does not name it. */
  autoApply: boolean;
};

/** A check of one identifier against a limit. */
export type RateLimitCheck = {
  /** Name or id of the namespace. A new name creates a namespace. */
  namespace: string;
  /** What the limit applies to, such as the id of a user or an address. */
  identifier: string;
  /** How much may be used within one window. */
  limit: number;
  /** Length of the window in milliseconds. */
  duration: number;
  /**
   * How much this request uses. 0 only asks how much is left.
   * @default 1
   */
  cost?: number | undefined;
};

/** A limit of a key or an identity, with the result of a verification. */
export type RateLimitResult = {
  id: string;
  name: string;
  limit: number;
  /** Length of the window in milliseconds. */
  duration: number;
  /** Whether every verification checks this limit, even if the request does not name it. */
  autoApply: boolean;
  /** Whether this limit refused the request. */
  exceeded: boolean;
  remaining: number;
  /** Unix time in milliseconds at which the current window ends. */
  reset: number;
};

/** A limit of a key or an identity, as a request sets it. */
export type RateLimitSettings = {
  name: string;
  limit: number;
  /** Length of the window in milliseconds. */
  duration: number;
  /** @default false */
  autoApply?: boolean | undefined;
};

/** When a number of credits is restored, and to how many. */
export type Refill = {
  /**
   * How often the credits are filled up, at 00:00 UTC.
   */
  interval: 'daily' | 'monthly';
  /** A refill sets the credits to this number. A larger balance stays as it is. */
  amount: number;
  /** Day of the month, for monthly only. 1 if absent. A month without that day is refilled on its last day. */
  refillDay?: number | undefined;
};

/** What every answer says about its request. */
export type ResponseMeta = {
  /** The same as in the header X-Request-Id. */
  requestId: string;
};

/** A role with its permissions. */
export type Role = {
  id: string;
  name: string;
  description?: string | undefined;
  /** Absent if the role has no permissions. */
  permissions?: Permission[] | undefined;
};

/** A root key without its secret. */
export type RootKey = {
  keyId: string;
  name: string | null;
  /** The beginning of the root key, to recognise it by. It includes the prefix. */
  start: string;
  /** The end of the root key. Empty if it was not recorded. */
  end: string;
  /** Whether it is switched on. This says nothing of its expiry. */
  enabled: boolean;
  /** Unix time in milliseconds. */
  createdAt: number;
  /** When a request last came with it, in unix milliseconds. It may lag by a minute. 0 means never. */
  lastUsedAt: number;
  /** Unix time in milliseconds. null means never. */
  expires: number | null;
  permissions: string[];
};

/** A role that members can have. */
export type TeamRole = {
  id: string;
  name: string;
  description: string | null;
  /** Whether every workspace has it, and cannot change it. */
  builtIn: boolean;
  permissions: string[];
  /** How many members have it. */
  members: number;
};

/** What a workspace has used in one month, in total and in parts. */
export type Usage = {
  /** The end is exclusive. In the current month it is the time of the answer. */
  period: {
    /** Unix time in milliseconds. */
    start: number;
    /** Unix time in milliseconds. */
    end: number;
  };
  totals: {
    api: {
      /** Those that were VALID. */
      verifications: number;
      /** Limit checks that passed. */
      ratelimits: number;
    };
    /** Always 0: the service runs no programs of a workspace. */
    compute: {
      cpuSeconds: number;
      memoryGiBHours: number;
      storageGiBHours: number;
      egressGiB: number;
    };
    /** Always 0: verifications of gateways are not counted apart. */
    gateway: {
      activeKeys: number;
    };
  };
  breakdowns: {
    /** Always empty. */
    byEnvironment: {
      project: {
        id: string;
        name?: string | undefined;
      };
      environment: {
        id: string;
        slug?: string | undefined;
      };
      /** Always 0: the service runs no programs of a workspace. */
      compute: {
        cpuSeconds: number;
        memoryGiBHours: number;
        storageGiBHours: number;
        egressGiB: number;
      };
      app?:
        | {
            id: string;
            name?: string | undefined;
          }
        | undefined;
    }[];
    /** Always empty. */
    byApp: {
      /** Always 0: verifications of gateways are not counted apart. */
      gateway: {
        activeKeys: number;
      };
      project?:
        | {
            id: string;
            name?: string | undefined;
          }
        | undefined;
      app?:
        | {
            id: string;
            name?: string | undefined;
          }
        | undefined;
    }[];
  };
};

/** What `analytics.distinct` takes. */
export type V2AnalyticsDistinctRequestBody = {
  /**
   * What is counted.
   */
  what: 'api' | 'key' | 'identity' | 'tag';
  /** Unix time in milliseconds. Absent: a day before to. */
  from?: number | undefined;
  /** Unix time in milliseconds, exclusive. Absent: now. */
  to?: number | undefined;
  /** Only verifications of keys of these APIs. */
  apiIds?: string[] | undefined;
  /** Only verifications of these keys. */
  keyIds?: string[] | undefined;
  /** Only verifications of keys of the identities with these external ids. */
  externalIds?: string[] | undefined;
  /** Only verifications that were sent with one of these tags. */
  tags?: string[] | undefined;
  /** Only these outcomes. */
  outcomes?:
    | (
        | 'VALID'
        | 'NOT_FOUND'
        | 'FORBIDDEN'
        | 'INSUFFICIENT_PERMISSIONS'
        | 'USAGE_EXCEEDED'
        | 'RATE_LIMITED'
        | 'DISABLED'
        | 'EXPIRED'
      )[]
    | undefined;
};

/** The answer of `analytics.distinct`. */
export type V2AnalyticsDistinctResponseBody = {
  meta: ResponseMeta;
  data: V2AnalyticsDistinctResponseData;
};

/** The data of the answer of `analytics.distinct`. */
export type V2AnalyticsDistinctResponseData = {
  /** Unix time in milliseconds. */
  from: number;
  /** Unix time in milliseconds. */
  to: number;
  count: number;
  /**
   * engine: single events, and sums of them in the analytics engine. sums: the sums per hour of the database, where there is no engine or it cannot be reached.
   */
  source: 'engine' | 'sums';
  /** Events that are older than this many milliseconds are in the figures, but for those of a process that could not write them yet. */
  lagMs: number;
  /** Unix time in milliseconds. What is before it is read from sums of whole days, and rarely changes. Absent with sums. */
  sealedUntil?: number | undefined;
  /** What the source cannot tell. tags: it knows none, so a request for them gets no figures. minutes: each bucket is an hour. timeZone: hours begin as in UTC. quantiles: only averages are known. */
  missing: ('tags' | 'minutes' | 'timeZone' | 'quantiles')[];
};

/** What `analytics.events` takes. */
export type V2AnalyticsEventsRequestBody = {
  /** Unix time in milliseconds. Absent: a day before to. */
  from?: number | undefined;
  /** Unix time in milliseconds, exclusive. Absent: now. */
  to?: number | undefined;
  /** Only verifications of keys of these APIs. */
  apiIds?: string[] | undefined;
  /** Only verifications of these keys. */
  keyIds?: string[] | undefined;
  /** Only verifications of keys of the identities with these external ids. */
  externalIds?: string[] | undefined;
  /** Only verifications that were sent with one of these tags. */
  tags?: string[] | undefined;
  /** Only these outcomes. */
  outcomes?:
    | (
        | 'VALID'
        | 'NOT_FOUND'
        | 'FORBIDDEN'
        | 'INSUFFICIENT_PERMISSIONS'
        | 'USAGE_EXCEEDED'
        | 'RATE_LIMITED'
        | 'DISABLED'
        | 'EXPIRED'
      )[]
    | undefined;
  /** Only the verification whose answer had this meta.requestId. */
  requestId?: string | undefined;
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
};

/** The answer of `analytics.events`. */
export type V2AnalyticsEventsResponseBody = {
  meta: ResponseMeta;
  data: VerificationEvent[];
  pagination: Pagination;
};

/** What `analytics.explain` takes. */
export type V2AnalyticsExplainRequestBody = {
  /** meta.requestId of the answer to the verification. */
  requestId: string;
  /** Unix time in milliseconds. Absent: a day before to. */
  from?: number | undefined;
  /** Unix time in milliseconds, exclusive. Absent: now. */
  to?: number | undefined;
};

/** The answer of `analytics.explain`. */
export type V2AnalyticsExplainResponseBody = {
  meta: ResponseMeta;
  data: V2AnalyticsExplainResponseData;
};

/** The data of the answer of `analytics.explain`. */
export type V2AnalyticsExplainResponseData = {
  event?: VerificationEvent | undefined;
  /** In the order in which they are made. */
  checks: VerificationCheck[];
  /**
   * Where the event was looked for: the analytics engine, or the database if there is none or it cannot be reached.
   */
  source: 'engine' | 'database';
  /** Whether the permission query, the cost and the exceeded limit are known. The database does not keep them, the analytics engine does. */
  hasInputs: boolean;
};

/** What `analytics.export` takes. */
export type V2AnalyticsExportRequestBody = {
  /**
   * ndjson, the default: a JSON object in each line. csv: a line for each event, after one with the names. cloudevents: a CloudEvent 1.0 in each line, with the requestId as its id.
   */
  format?: ('ndjson' | 'csv' | 'cloudevents') | undefined;
  /** Unix time in milliseconds. Absent: a day before to. */
  from?: number | undefined;
  /** Unix time in milliseconds, exclusive. Absent: now. */
  to?: number | undefined;
  /** Only verifications of keys of these APIs. */
  apiIds?: string[] | undefined;
  /** position of the piece before, unaltered. Absent or empty for the first one. */
  after?: string | undefined;
  /**
   * At most so many events.
   * @default 1000
   */
  count?: number | undefined;
};

/** The answer of `analytics.export`. */
export type V2AnalyticsExportResponseBody = {
  meta: ResponseMeta;
  data: V2AnalyticsExportResponseData;
};

/** The data of the answer of `analytics.export`. */
export type V2AnalyticsExportResponseData = {
  /** The events in the format. Each line ends with a line break. */
  text: string;
  /** How many events it has. */
  count: number;
  /** Send it as after with the next request. Empty as long as there was no event. */
  position: string;
  /** true: there are no more events before to. false: ask again, at once if the piece has events, else later. */
  isComplete: boolean;
  /** Unix time in milliseconds. */
  until: number;
};

/** What `analytics.getGatewayRequests` takes. */
export type V2AnalyticsGetGatewayRequestsRequestBody = {
  /** One SELECT over gateway_requests_v1, of at most 16,384 bytes. */
  query: string;
};

/** The answer of `analytics.getGatewayRequests`. */
export type V2AnalyticsGetGatewayRequestsResponseBody = {
  meta: ResponseMeta;
  /** One object for each row. Its fields are the selected columns, by their names or aliases. */
  data: {
    [key: string]: unknown;
  }[];
};

/** What `analytics.getRatelimits` takes. */
export type V2AnalyticsGetRatelimitsRequestBody = {
  /** One SELECT over the tables of limit checks, of at most 16,384 bytes. */
  query: string;
};

/** The answer of `analytics.getRatelimits`. */
export type V2AnalyticsGetRatelimitsResponseBody = {
  meta: ResponseMeta;
  /** One object for each row. Its fields are the selected columns, by their names or aliases. */
  data: {
    [key: string]: unknown;
  }[];
};

/** What `analytics.getRuntimeLogs` takes. */
export type V2AnalyticsGetRuntimeLogsRequestBody = {
  /** One SELECT over runtime_logs_v1, of at most 16,384 bytes. */
  query: string;
};

/** The answer of `analytics.getRuntimeLogs`. */
export type V2AnalyticsGetRuntimeLogsResponseBody = {
  meta: ResponseMeta;
  /** One object for each row. Its fields are the selected columns, by their names or aliases. */
  data: {
    [key: string]: unknown;
  }[];
};

/** What `analytics.getTables` takes. */
export type V2AnalyticsGetTablesRequestBody = Record<string, never>;

/** The answer of `analytics.getTables`. */
export type V2AnalyticsGetTablesResponseBody = {
  meta: ResponseMeta;
  data: V2AnalyticsGetTablesResponseData;
};

/** The data of the answer of `analytics.getTables`. */
export type V2AnalyticsGetTablesResponseData = {
  tables: {
    name: string;
    /** Such as analytics.getVerifications. */
    operation: string;
    /** For how many days its rows are kept, unless the workspace keeps less. */
    keptDays: number;
    columns: {
      name: string;
      /** In the words of ClickHouse. */
      type: string;
      meaning: string;
    }[];
  }[];
  functions: {
    group: string;
    names: string[];
  }[];
};

/** What `analytics.getVerifications` takes. */
export type V2AnalyticsGetVerificationsRequestBody = {
  /** One SELECT over the tables of verifications, of at most 16,384 bytes. */
  query: string;
};

/** The answer of `analytics.getVerifications`. */
export type V2AnalyticsGetVerificationsResponseBody = {
  meta: ResponseMeta;
  /** One object for each row. Its fields are the selected columns, by their names or aliases. */
  data: {
    [key: string]: unknown;
  }[];
};

/** What `analytics.latency` takes. */
export type V2AnalyticsLatencyRequestBody = {
  /** Such as 0.5 for the median. Absent: 0.5, 0.75 and 0.99. */
  quantiles?: number[] | undefined;
  /** Unix time in milliseconds. Absent: a day before to. */
  from?: number | undefined;
  /** Unix time in milliseconds, exclusive. Absent: now. */
  to?: number | undefined;
  /**
   * The length of a bucket. auto, the default: minutes up to three hours, hours up to two weeks, then days.
   */
  step?: ('auto' | 'minute' | 'hour' | 'day') | undefined;
  /**
   * The IANA name of the time zone in which hours and days begin. A day of 23 or 25 hours is one bucket of that length.
   * @default UTC
   */
  timeZone?: string | undefined;
  /** Only verifications of keys of these APIs. */
  apiIds?: string[] | undefined;
  /** Only verifications of these keys. */
  keyIds?: string[] | undefined;
  /** Only verifications of keys of the identities with these external ids. */
  externalIds?: string[] | undefined;
  /** Only verifications that were sent with one of these tags. */
  tags?: string[] | undefined;
  /** Only these outcomes. */
  outcomes?:
    | (
        | 'VALID'
        | 'NOT_FOUND'
        | 'FORBIDDEN'
        | 'INSUFFICIENT_PERMISSIONS'
        | 'USAGE_EXCEEDED'
        | 'RATE_LIMITED'
        | 'DISABLED'
        | 'EXPIRED'
      )[]
    | undefined;
};

/** The answer of `analytics.latency`. */
export type V2AnalyticsLatencyResponseBody = {
  meta: ResponseMeta;
  data: V2AnalyticsLatencyResponseData;
};

/** The data of the answer of `analytics.latency`. */
export type V2AnalyticsLatencyResponseData = {
  /** Unix time in milliseconds. */
  from: number;
  /** Unix time in milliseconds. */
  to: number;
  /**
   * The length of a bucket.
   */
  step: 'minute' | 'hour' | 'day';
  timeZone: string;
  /** When each bucket begins, in unix milliseconds. It ends where the next one begins, the last one at to. */
  buckets: number[];
  /** One for each bucket. */
  averages: (number | null)[];
  /** In the order of the request. */
  quantiles: {
    quantile: number;
    /** One for each bucket. */
    values: (number | null)[];
  }[];
  /**
   * engine: single events, and sums of them in the analytics engine. sums: the sums per hour of the database, where there is no engine or it cannot be reached.
   */
  source: 'engine' | 'sums';
  /** Events that are older than this many milliseconds are in the figures, but for those of a process that could not write them yet. */
  lagMs: number;
  /** Unix time in milliseconds. What is before it is read from sums of whole days, and rarely changes. Absent with sums. */
  sealedUntil?: number | undefined;
  /** What the source cannot tell. tags: it knows none, so a request for them gets no figures. minutes: each bucket is an hour. timeZone: hours begin as in UTC. quantiles: only averages are known. */
  missing: ('tags' | 'minutes' | 'timeZone' | 'quantiles')[];
};

/** What `analytics.limitSeries` takes. */
export type V2AnalyticsLimitSeriesRequestBody = {
  /**
   * checks, the default: how many. passed and refused: how many of them. cost: what they cost together.
   */
  metric?: ('checks' | 'passed' | 'refused' | 'cost') | undefined;
  /** Unix time in milliseconds. Absent: a day before to. */
  from?: number | undefined;
  /** Unix time in milliseconds, exclusive. Absent: now. */
  to?: number | undefined;
  /**
   * The length of a bucket. auto, the default: minutes up to three hours, hours up to two weeks, then days.
   */
  step?: ('auto' | 'minute' | 'hour' | 'day') | undefined;
  /**
   * The IANA name of the time zone in which hours and days begin. A day of 23 or 25 hours is one bucket of that length.
   * @default UTC
   */
  timeZone?: string | undefined;
  /**
   * A series for each of these, by its id or text.
   */
  groupBy?: ('passed' | 'namespace' | 'identifier') | undefined;
  /**
   * With groupBy: at most so many series, beside one for the rest.
   * @default 10
   */
  top?: number | undefined;
  /** Only checks in these namespaces. */
  namespaceIds?: string[] | undefined;
  /** Only checks of these identifiers. */
  identifiers?: string[] | undefined;
};

/** The answer of `analytics.limitSeries`. */
export type V2AnalyticsLimitSeriesResponseBody = {
  meta: ResponseMeta;
  data: V2AnalyticsLimitSeriesResponseData;
};

/** The data of the answer of `analytics.limitSeries`. */
export type V2AnalyticsLimitSeriesResponseData = {
  /** Unix time in milliseconds. */
  from: number;
  /** Unix time in milliseconds. */
  to: number;
  /**
   * The length of a bucket.
   */
  step: 'minute' | 'hour' | 'day';
  timeZone: string;
  /** When each bucket begins, in unix milliseconds. It ends where the next one begins, the last one at to. */
  buckets: number[];
  /** The largest first, then the rest. */
  series: {
    /** The value that the events of this series share. Empty: they have none. Absent without groupBy, and for the rest. */
    group?: string | undefined;
    /** true: the events of all groups that have no series of their own. */
    isRest: boolean;
    total: number | null;
    /** One for each bucket: 0 without events, and null for an average of no events. */
    values: (number | null)[];
  }[];
  /**
   * engine: single events, and sums of them in the analytics engine. sums: the sums per hour of the database, where there is no engine or it cannot be reached.
   */
  source: 'engine' | 'sums';
  /** Events that are older than this many milliseconds are in the figures, but for those of a process that could not write them yet. */
  lagMs: number;
  /** Unix time in milliseconds. What is before it is read from sums of whole days, and rarely changes. Absent with sums. */
  sealedUntil?: number | undefined;
  /** What the source cannot tell. tags: it knows none, so a request for them gets no figures. minutes: each bucket is an hour. timeZone: hours begin as in UTC. quantiles: only averages are known. */
  missing: ('tags' | 'minutes' | 'timeZone' | 'quantiles')[];
};

/** What `analytics.requests` takes. */
export type V2AnalyticsRequestsRequestBody = {
  /** Names of operations, such as keys.createKey. */
  operations?: string[] | undefined;
  /** Only answers with this status or a higher one: 400 for all that failed. */
  statusMin?: number | undefined;
  /** Codes of problems, such as unkey/data/key_not_found. */
  codes?: string[] | undefined;
  /** Ids of the root keys that sent the requests. */
  rootKeyIds?: string[] | undefined;
  /** Values of meta.requestId in answers. */
  requestIds?: string[] | undefined;
  /** Unix time in milliseconds. Requests of this moment and later are shown. */
  from?: number | undefined;
  /** Unix time in milliseconds. Only requests before this moment are shown. */
  to?: number | undefined;
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
};

/** The answer of `analytics.requests`. */
export type V2AnalyticsRequestsResponseBody = {
  meta: ResponseMeta;
  data: ApiRequest[];
  pagination: Pagination;
};

/** What `analytics.series` takes. */
export type V2AnalyticsSeriesRequestBody = {
  /**
   * verifications, the default: how many. credits: how many they spent. latency: how many milliseconds they took, on average.
   */
  metric?: ('verifications' | 'credits' | 'latency') | undefined;
  /** Unix time in milliseconds. Absent: a day before to. */
  from?: number | undefined;
  /** Unix time in milliseconds, exclusive. Absent: now. */
  to?: number | undefined;
  /**
   * The length of a bucket. auto, the default: minutes up to three hours, hours up to two weeks, then days.
   */
  step?: ('auto' | 'minute' | 'hour' | 'day') | undefined;
  /**
   * The IANA name of the time zone in which hours and days begin. A day of 23 or 25 hours is one bucket of that length.
   * @default UTC
   */
  timeZone?: string | undefined;
  /**
   * A series for each of these, by its id, externalId or text. A verification with several tags is in several series.
   */
  groupBy?: ('outcome' | 'api' | 'key' | 'identity' | 'tag') | undefined;
  /**
   * With groupBy: at most so many series, beside one for the rest.
   * @default 10
   */
  top?: number | undefined;
  /** Only verifications of keys of these APIs. */
  apiIds?: string[] | undefined;
  /** Only verifications of these keys. */
  keyIds?: string[] | undefined;
  /** Only verifications of keys of the identities with these external ids. */
  externalIds?: string[] | undefined;
  /** Only verifications that were sent with one of these tags. */
  tags?: string[] | undefined;
  /** Only these outcomes. */
  outcomes?:
    | (
        | 'VALID'
        | 'NOT_FOUND'
        | 'FORBIDDEN'
        | 'INSUFFICIENT_PERMISSIONS'
        | 'USAGE_EXCEEDED'
        | 'RATE_LIMITED'
        | 'DISABLED'
        | 'EXPIRED'
      )[]
    | undefined;
};

/** The answer of `analytics.series`. */
export type V2AnalyticsSeriesResponseBody = {
  meta: ResponseMeta;
  data: V2AnalyticsSeriesResponseData;
};

/** The data of the answer of `analytics.series`. */
export type V2AnalyticsSeriesResponseData = {
  /** Unix time in milliseconds. */
  from: number;
  /** Unix time in milliseconds. */
  to: number;
  /**
   * The length of a bucket.
   */
  step: 'minute' | 'hour' | 'day';
  timeZone: string;
  /** When each bucket begins, in unix milliseconds. It ends where the next one begins, the last one at to. */
  buckets: number[];
  /** The largest first, then the rest. */
  series: {
    /** The value that the events of this series share. Empty: they have none. Absent without groupBy, and for the rest. */
    group?: string | undefined;
    /** true: the events of all groups that have no series of their own. */
    isRest: boolean;
    total: number | null;
    /** One for each bucket: 0 without events, and null for an average of no events. */
    values: (number | null)[];
  }[];
  /**
   * engine: single events, and sums of them in the analytics engine. sums: the sums per hour of the database, where there is no engine or it cannot be reached.
   */
  source: 'engine' | 'sums';
  /** Events that are older than this many milliseconds are in the figures, but for those of a process that could not write them yet. */
  lagMs: number;
  /** Unix time in milliseconds. What is before it is read from sums of whole days, and rarely changes. Absent with sums. */
  sealedUntil?: number | undefined;
  /** What the source cannot tell. tags: it knows none, so a request for them gets no figures. minutes: each bucket is an hour. timeZone: hours begin as in UTC. quantiles: only averages are known. */
  missing: ('tags' | 'minutes' | 'timeZone' | 'quantiles')[];
};

/** What `analytics.status` takes. */
export type V2AnalyticsStatusRequestBody = Record<string, never>;

/** The answer of `analytics.status`. */
export type V2AnalyticsStatusResponseBody = {
  meta: ResponseMeta;
  data: V2AnalyticsStatusResponseData;
};

/** The data of the answer of `analytics.status`. */
export type V2AnalyticsStatusResponseData = {
  /**
   * on: it answers. away: it does not at the moment. off: this installation has none.
   */
  engine: 'on' | 'away' | 'off';
  /** Of the engine, while it answers. */
  version?: string | undefined;
  /** How old the oldest event is that waits for the engine. 0 without an engine. */
  lagMs: number;
  /** Unix time in milliseconds. Sums of whole days reach up to here. */
  sealedUntil?: number | undefined;
  /** For how many days the workspace keeps single events. */
  logRetentionDays: number;
};

/** What `analytics.top` takes. */
export type V2AnalyticsTopRequestBody = {
  /**
   * What is listed.
   */
  by: 'api' | 'key' | 'identity' | 'tag' | 'outcome';
  /**
   * What decides the order. verifications is the default.
   */
  metric?: ('verifications' | 'credits') | undefined;
  /** Unix time in milliseconds. Absent: a day before to. */
  from?: number | undefined;
  /** Unix time in milliseconds, exclusive. Absent: now. */
  to?: number | undefined;
  /**
   * At most so many.
   * @default 10
   */
  top?: number | undefined;
  /** Only verifications of keys of these APIs. */
  apiIds?: string[] | undefined;
  /** Only verifications of these keys. */
  keyIds?: string[] | undefined;
  /** Only verifications of keys of the identities with these external ids. */
  externalIds?: string[] | undefined;
  /** Only verifications that were sent with one of these tags. */
  tags?: string[] | undefined;
  /** Only these outcomes. */
  outcomes?:
    | (
        | 'VALID'
        | 'NOT_FOUND'
        | 'FORBIDDEN'
        | 'INSUFFICIENT_PERMISSIONS'
        | 'USAGE_EXCEEDED'
        | 'RATE_LIMITED'
        | 'DISABLED'
        | 'EXPIRED'
      )[]
    | undefined;
};

/** The answer of `analytics.top`. */
export type V2AnalyticsTopResponseBody = {
  meta: ResponseMeta;
  data: V2AnalyticsTopResponseData;
};

/** The data of the answer of `analytics.top`. */
export type V2AnalyticsTopResponseData = {
  /** Unix time in milliseconds. */
  from: number;
  /** Unix time in milliseconds. */
  to: number;
  /** The largest first. */
  items: {
    /** Its id, externalId or text. Empty: the events that have none. */
    group: string;
    verifications: number;
    credits: number;
  }[];
  /**
   * engine: single events, and sums of them in the analytics engine. sums: the sums per hour of the database, where there is no engine or it cannot be reached.
   */
  source: 'engine' | 'sums';
  /** Events that are older than this many milliseconds are in the figures, but for those of a process that could not write them yet. */
  lagMs: number;
  /** Unix time in milliseconds. What is before it is read from sums of whole days, and rarely changes. Absent with sums. */
  sealedUntil?: number | undefined;
  /** What the source cannot tell. tags: it knows none, so a request for them gets no figures. minutes: each bucket is an hour. timeZone: hours begin as in UTC. quantiles: only averages are known. */
  missing: ('tags' | 'minutes' | 'timeZone' | 'quantiles')[];
};

/** What `apis.countKeys` takes. */
export type V2ApisCountKeysRequestBody = {
  /** Only these APIs. Absent: the first 100 by age. */
  apiIds?: string[] | undefined;
  /**
   * A key that expires within so many days counts as expiring.
   * @default 7
   */
  expiringDays?: number | undefined;
  /**
   * A key that was neither used nor created for so many days is unused.
   * @default 30
   */
  unusedDays?: number | undefined;
};

/** The answer of `apis.countKeys`. */
export type V2ApisCountKeysResponseBody = {
  meta: ResponseMeta;
  data: V2ApisCountKeysResponseData;
};

/** The data of the answer of `apis.countKeys`. */
export type V2ApisCountKeysResponseData = {
  /** By age of the APIs. */
  items: {
    apiId: string;
    keys: number;
    disabled: number;
    expired: number;
    expiring: number;
    /** Those that have no credits left. */
    exhausted: number;
    unused: number;
    isExact: boolean;
  }[];
  /** Whether there are more APIs than these. */
  hasMore: boolean;
};

/** What `apis.createApi` takes. */
export type V2ApisCreateApiRequestBody = {
  name: string;
};

/** The answer of `apis.createApi`. */
export type V2ApisCreateApiResponseBody = {
  meta: ResponseMeta;
  data: V2ApisCreateApiResponseData;
};

/** The data of the answer of `apis.createApi`. */
export type V2ApisCreateApiResponseData = {
  /** Id of the API, such as api_1234. */
  apiId: string;
};

/** What `apis.deleteApi` takes. */
export type V2ApisDeleteApiRequestBody = {
  /** Id of the API, such as api_1234. */
  apiId: string;
};

/** The answer of `apis.deleteApi`. */
export type V2ApisDeleteApiResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `apis.getApi` takes. */
export type V2ApisGetApiRequestBody = {
  /** Id of the API, such as api_1234. */
  apiId: string;
};

/** The answer of `apis.getApi`. */
export type V2ApisGetApiResponseBody = {
  meta: ResponseMeta;
  data: V2ApisGetApiResponseData;
};

/** The data of the answer of `apis.getApi`. */
export type V2ApisGetApiResponseData = {
  /** Id of the API, such as api_1234. */
  id: string;
  name: string;
};

/** What `apis.listApis` takes. */
export type V2ApisListApisRequestBody = {
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
  /** Only APIs with this text in their name or id, in any case. */
  search?: string | undefined;
  /**
   * What the items are sorted by. createdAt is the default. A name counts with its first 100 characters.
   */
  sort?: ('createdAt' | 'name') | undefined;
  /**
   * asc, the default: from the lowest value to the highest.
   */
  order?: ('asc' | 'desc') | undefined;
  /**
   * Whether pagination.total says how many items all pages have together. It counts to 10,000 at most.
   * @default false
   */
  count?: boolean | undefined;
};

/** The answer of `apis.listApis`. */
export type V2ApisListApisResponseBody = {
  meta: ResponseMeta;
  data: Api[];
  pagination: Pagination;
};

/** What `apis.listKeys` takes. */
export type V2ApisListKeysRequestBody = {
  /** Id of the API, such as api_1234. */
  apiId: string;
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
  /** Only the keys of the identity with this externalId. */
  externalId?: string | undefined;
  /** Only keys with this text in their name, id or start, or in the externalId of their identity. The case of the letters A to Z makes no difference. */
  search?: string | undefined;
  /**
   * What the items are sorted by. createdAt is the default. Keys of one value are in the order of their ids. A last use counts in whole minutes, and a name with its first 100 characters. Keys without a name come before all others, and keys that never expire after all that do. Keys that were never used come last, in both orders.
   */
  sort?: ('createdAt' | 'lastUsedAt' | 'expires' | 'name') | undefined;
  /**
   * asc, the default: from the lowest value to the highest.
   */
  order?: ('asc' | 'desc') | undefined;
  /**
   * Only keys that are disabled, have expired, or have no credits left (exhausted). A key may be several of these at once. active: only keys that are none of them.
   */
  status?: ('active' | 'disabled' | 'expired' | 'exhausted') | undefined;
  /** Only keys that expire before this moment or have done so. Unix time in milliseconds. */
  expiresBefore?: number | undefined;
  /** Only keys that were neither used nor created at this moment or later. Unix time in milliseconds. */
  unusedSince?: number | undefined;
  /**
   * Whether pagination.total says how many items all pages have together. It counts to 10,000 at most.
   * @default false
   */
  count?: boolean | undefined;
  /**
   * Whether the answer has the plaintext of recoverable keys.
   * @default false
   */
  decrypt?: boolean | undefined;
  /**
   * Has no effect: the list is always read from the database.
   * @default false
   */
  revalidateKeysCache?: boolean | undefined;
};

/** The answer of `apis.listKeys`. */
export type V2ApisListKeysResponseBody = {
  meta: ResponseMeta;
  data: Key[];
  pagination: Pagination;
};

/** What `apis.updateApi` takes. */
export type V2ApisUpdateApiRequestBody = {
  /** Id of the API, such as api_1234. */
  apiId: string;
  name?: string | undefined;
  /** Text before the key, followed by an underscore, so that people recognise the key. Not unkey, nor a text that begins with unkey_: so do root keys. */
  defaultPrefix?: (string | null) | undefined;
  /** Number of random bytes in the key. */
  defaultByteLength?: (number | null) | undefined;
  /** IPv4 and IPv6 addresses and CIDR ranges from which keys may be used, such as 192.0.2.7, 192.0.2.0/24 and 2001:db8::/32, without zones and ports. An empty list allows every address. */
  ipAllowList?: string[] | undefined;
  /** Whether apis.deleteApi refuses to delete the API. */
  deleteProtection?: boolean | undefined;
  /** Whether the API can have recoverable keys, and shows them. false hides the encrypted copies but keeps them. Each copy is removed when its key or the API is deleted. */
  storesRecoverableKeys?: boolean | undefined;
};

/** The answer of `apis.updateApi`. */
export type V2ApisUpdateApiResponseBody = {
  meta: ResponseMeta;
  data: Api;
};

/** The data of the answer of `apis.updateApi`. */
export type V2ApisUpdateApiResponseData = Api;

/** What `auditLogs.listAuditLogs` takes. */
export type V2AuditLogsListAuditLogsRequestBody = {
  /** Kinds of audit events, such as key.create. */
  events?: string[] | undefined;
  /** Ids of the actors: of root keys, or of a part of the service itself such as keyrefill. */
  actorIds?: string[] | undefined;
  /** Ids of the things that were changed, such as keys, APIs and identities. */
  targetIds?: string[] | undefined;
  /** Values of meta.requestId in answers, such as req_1234: what these requests changed. */
  requestIds?: string[] | undefined;
  /** Only audit events with this text in their description, in the id or name of the actor or of a target, in the address or in the user agent, in any case. A page examines 2,000 audit events at most, so it is best used with from and to, or with another filter. */
  search?: string | undefined;
  /**
   * desc, the default: the newest first. asc: the oldest first.
   */
  order?: ('desc' | 'asc') | undefined;
  /** Unix time in milliseconds. Audit events of this moment and later are shown. */
  from?: number | undefined;
  /** Unix time in milliseconds. Only audit events before this moment are shown. */
  to?: number | undefined;
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
};

/** The answer of `auditLogs.listAuditLogs`. */
export type V2AuditLogsListAuditLogsResponseBody = {
  meta: ResponseMeta;
  data: AuditEvent[];
  pagination: Pagination;
};

/** What `identities.createIdentity` takes. */
export type V2IdentitiesCreateIdentityRequestBody = {
  /** Your id of the user. It must not be taken, and it cannot be changed later. */
  externalId: string;
  /** Any JSON object of yours. It is stored and returned as it is. At most 1048576 bytes as JSON, 10000 values and 100 levels. */
  meta?:
    | {
        [key: string]: unknown;
      }
    | undefined;
  /** All keys of the identity count against these limits together. */
  ratelimits?: RateLimitSettings[] | undefined;
};

/** The answer of `identities.createIdentity`. */
export type V2IdentitiesCreateIdentityResponseBody = {
  meta: ResponseMeta;
  data: V2IdentitiesCreateIdentityResponseData;
};

/** The data of the answer of `identities.createIdentity`. */
export type V2IdentitiesCreateIdentityResponseData = {
  identityId: string;
};

/** What `identities.deleteIdentity` takes. */
export type V2IdentitiesDeleteIdentityRequestBody = {
  /** Id of the identity, or its externalId. */
  identity: string;
};

/** The answer of `identities.deleteIdentity`. */
export type V2IdentitiesDeleteIdentityResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `identities.getIdentity` takes. */
export type V2IdentitiesGetIdentityRequestBody = {
  /** Id of the identity, or its externalId. */
  identity: string;
};

/** The answer of `identities.getIdentity`. */
export type V2IdentitiesGetIdentityResponseBody = {
  meta: ResponseMeta;
  data: Identity;
};

/** The data of the answer of `identities.getIdentity`. */
export type V2IdentitiesGetIdentityResponseData = Identity;

/** What `identities.listIdentities` takes. */
export type V2IdentitiesListIdentitiesRequestBody = {
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
  /** Only identities with this text in their externalId or id. The case of the letters A to Z makes no difference. */
  search?: string | undefined;
  /**
   * What the items are sorted by. createdAt is the default, and the order of ids. externalId is compared character by character, capital letters first.
   */
  sort?: ('createdAt' | 'externalId') | undefined;
  /**
   * asc, the default: from the lowest value to the highest.
   */
  order?: ('asc' | 'desc') | undefined;
  /**
   * Whether pagination.total says how many items all pages have together. It counts to 10,000 at most.
   * @default false
   */
  count?: boolean | undefined;
};

/** The answer of `identities.listIdentities`. */
export type V2IdentitiesListIdentitiesResponseBody = {
  meta: ResponseMeta;
  data: Identity[];
  pagination: Pagination;
};

/** What `identities.updateIdentity` takes. */
export type V2IdentitiesUpdateIdentityRequestBody = {
  /** Id of the identity, or its externalId. */
  identity: string;
  /** Any JSON object of yours. It is stored and returned as it is. At most 1048576 bytes as JSON, 10000 values and 100 levels. */
  meta?:
    | {
        [key: string]: unknown;
      }
    | undefined;
  /** All limits that the identity has from now on, each name once. A limit that keeps its name keeps its id and its count. */
  ratelimits?: RateLimitSettings[] | undefined;
};

/** The answer of `identities.updateIdentity`. */
export type V2IdentitiesUpdateIdentityResponseBody = {
  meta: ResponseMeta;
  data: Identity;
};

/** The data of the answer of `identities.updateIdentity`. */
export type V2IdentitiesUpdateIdentityResponseData = Identity;

/** What `keys.addPermissions` takes. */
export type V2KeysAddPermissionsRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /** Slugs. Missing permissions are created. */
  permissions: string[];
};

/** The answer of `keys.addPermissions`. */
export type V2KeysAddPermissionsResponseBody = {
  meta: ResponseMeta;
  data: Permission[];
};

/** What `keys.addRoles` takes. */
export type V2KeysAddRolesRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /** Names of roles, which must exist. */
  roles: string[];
};

/** The answer of `keys.addRoles`. */
export type V2KeysAddRolesResponseBody = {
  meta: ResponseMeta;
  data: Role[];
};

/** What `keys.createKey` takes. */
export type V2KeysCreateKeyRequestBody = {
  apiId: string;
  /** Text before the key, followed by an underscore, so that people recognise the key. Not unkey, nor a text that begins with unkey_: so do root keys. */
  prefix?: string | undefined;
  name?: string | undefined;
  /**
   * Number of random bytes in the key.
   * @default 16
   */
  byteLength?: number | undefined;
  /** Your id of the user. A missing identity is created. */
  externalId?: string | undefined;
  /** Any JSON object of yours. It is stored and returned as it is. At most 65535 bytes as JSON, 10000 values and 100 levels. */
  meta?:
    | {
        [key: string]: unknown;
      }
    | undefined;
  /** Names of roles, which must exist. */
  roles?: string[] | undefined;
  /** Slugs of permissions. Missing permissions are created. */
  permissions?: string[] | undefined;
  /** Unix time in milliseconds after which the key is no longer valid. */
  expires?: number | undefined;
  credits?: Credits | undefined;
  ratelimits?: RateLimitSettings[] | undefined;
  /** @default true */
  enabled?: boolean | undefined;
  /**
   * Whether to store an encrypted copy of the key, so that keys.getKey can show it again. The API must store recoverable keys, see apis.updateApi.
   * @default false
   */
  recoverable?: boolean | undefined;
};

/** The answer of `keys.createKey`. */
export type V2KeysCreateKeyResponseBody = {
  meta: ResponseMeta;
  data: V2KeysCreateKeyResponseData;
};

/** The data of the answer of `keys.createKey`. */
export type V2KeysCreateKeyResponseData = {
  keyId: string;
  /** The key itself. */
  key: string;
};

/** What `keys.deleteKey` takes. */
export type V2KeysDeleteKeyRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /**
   * Whether to remove the row of the key and its links too, instead of only marking the key as deleted.
   * @default false
   */
  permanent?: boolean | undefined;
};

/** The answer of `keys.deleteKey`. */
export type V2KeysDeleteKeyResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `keys.getKey` takes. */
export type V2KeysGetKeyRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /**
   * Whether the answer has the plaintext of a recoverable key.
   * @default false
   */
  decrypt?: boolean | undefined;
};

/** The answer of `keys.getKey`. */
export type V2KeysGetKeyResponseBody = {
  meta: ResponseMeta;
  data: Key;
};

/** The data of the answer of `keys.getKey`. */
export type V2KeysGetKeyResponseData = Key;

/** What `keys.migrateKeys` takes. */
export type V2KeysMigrateKeysRequestBody = {
  /** Id of the migration, from migrations.createMigration. */
  migrationId: string;
  apiId: string;
  keys: {
    /** Hash of the key, made by the algorithm of the migration: 32 bytes as standard base64, base64url with or without padding, or hexadecimal digits. */
    hash: string;
    name?: string | undefined;
    /** Your id of the user. A missing identity is created. */
    externalId?: string | undefined;
    /** Any JSON object of yours. It is stored and returned as it is. At most 65535 bytes as JSON, 10000 values and 100 levels. */
    meta?:
      | {
          [key: string]: unknown;
        }
      | undefined;
    /** Names of roles. Missing roles are created, without permissions. */
    roles?: string[] | undefined;
    /** Slugs of permissions. Missing permissions are created. */
    permissions?: string[] | undefined;
    /** Unix time in milliseconds after which the key is no longer valid. */
    expires?: number | undefined;
    /** @default true */
    enabled?: boolean | undefined;
    credits?: Credits | undefined;
    ratelimits?: RateLimitSettings[] | undefined;
  }[];
};

/** The answer of `keys.migrateKeys`. */
export type V2KeysMigrateKeysResponseBody = {
  meta: ResponseMeta;
  data: V2KeysMigrateKeysResponseData;
};

/** The data of the answer of `keys.migrateKeys`. */
export type V2KeysMigrateKeysResponseData = {
  /** In the order of the request. */
  migrated: {
    hash: string;
    keyId: string;
  }[];
  /** Hashes that were not imported, in the order of the request. */
  failed: string[];
  /** The same hashes with the reason for each. */
  failures: {
    hash: string;
    /**
     * already_exists: a key has this hash, or it came earlier in the request. not_a_hash: it is no hash of this algorithm.
     */
    reason: 'already_exists' | 'not_a_hash';
  }[];
};

/** What `keys.removePermissions` takes. */
export type V2KeysRemovePermissionsRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /** Slugs of permissions, which must exist. */
  permissions: string[];
};

/** The answer of `keys.removePermissions`. */
export type V2KeysRemovePermissionsResponseBody = {
  meta: ResponseMeta;
  data: Permission[];
};

/** What `keys.removeRoles` takes. */
export type V2KeysRemoveRolesRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /** Names of roles, which must exist. */
  roles: string[];
};

/** The answer of `keys.removeRoles`. */
export type V2KeysRemoveRolesResponseBody = {
  meta: ResponseMeta;
  data: Role[];
};

/** What `keys.rerollKey` takes. */
export type V2KeysRerollKeyRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /** For how many milliseconds from now the old key stays valid, unless it expires earlier. 0 ends it at once. null leaves it as it is, with its own expiry if it has one. */
  expiration: number | null;
};

/** The answer of `keys.rerollKey`. */
export type V2KeysRerollKeyResponseBody = {
  meta: ResponseMeta;
  data: V2KeysRerollKeyResponseData;
};

/** The data of the answer of `keys.rerollKey`. */
export type V2KeysRerollKeyResponseData = {
  /** Id of the new key. */
  keyId: string;
  /** The new key itself. */
  key: string;
};

/** What `keys.setPermissions` takes. */
export type V2KeysSetPermissionsRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /** Slugs. Missing permissions are created. An empty list takes all permissions from the key. */
  permissions: string[];
};

/** The answer of `keys.setPermissions`. */
export type V2KeysSetPermissionsResponseBody = {
  meta: ResponseMeta;
  data: Permission[];
};

/** What `keys.setRoles` takes. */
export type V2KeysSetRolesRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  /** Names of roles, which must exist. An empty list takes all roles from the key. */
  roles: string[];
};

/** The answer of `keys.setRoles`. */
export type V2KeysSetRolesResponseBody = {
  meta: ResponseMeta;
  data: Role[];
};

/** What `keys.updateCredits` takes. */
export type V2KeysUpdateCreditsRequestBody = {
  /** Id of the key. Not the key itself. */
  keyId: string;
  /**
   * A decrement by more than the balance leaves 0. Only set works on unlimited credits.
   */
  operation: 'set' | 'increment' | 'decrement';
  /** How many credits. With set, null or an absent value makes the key unlimited and ends its refill. */
  value?: (number | null) | undefined;
};

/** The answer of `keys.updateCredits`. */
export type V2KeysUpdateCreditsResponseBody = {
  meta: ResponseMeta;
  data: V2KeysUpdateCreditsResponseData;
};

/** The data of the answer of `keys.updateCredits`. */
export type V2KeysUpdateCreditsResponseData = {
  /** Credits after the change. null means unlimited. */
  remaining: number | null;
  refill?: Refill | undefined;
};

/** What `keys.updateKey` takes. */
export type V2KeysUpdateKeyRequestBody = {
  /** Id of the key, such as key_1234. Not the key itself. */
  keyId: string;
  name?: (string | null) | undefined;
  /** Your id of the user. A missing identity is created. null takes the key from its identity. */
  externalId?: (string | null) | undefined;
  /** Any JSON object of yours. It is stored and returned as it is. At most 65535 bytes as JSON, 10000 values and 100 levels. */
  meta?:
    | ({
        [key: string]: unknown;
      } | null)
    | undefined;
  /** Unix time in milliseconds after which the key is no longer valid. */
  expires?: (number | null) | undefined;
  /** null makes the key unlimited and ends its refill. */
  credits?:
    | ({
        /** How many credits are left. null makes the key unlimited. */
        remaining?: (number | null) | undefined;
        refill?:
          | ({
              /**
               * How often the credits are filled up, at 00:00 UTC.
               */
              interval: 'daily' | 'monthly';
              /** A refill sets the credits to this number. A larger balance stays as it is. */
              amount: number;
              /** Day of the month, for monthly only. 1 if absent. A month without that day is refilled on its last day. */
              refillDay?: number | undefined;
            } | null)
          | undefined;
      } | null)
    | undefined;
  /** A limit that keeps its name keeps its count. null removes all limits, as an empty list does. */
  ratelimits?: (RateLimitSettings[] | null) | undefined;
  enabled?: boolean | undefined;
  /** Names of roles, which must exist. */
  roles?: string[] | undefined;
  /** Slugs of permissions. Missing permissions are created. */
  permissions?: string[] | undefined;
};

/** The answer of `keys.updateKey`. */
export type V2KeysUpdateKeyResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `keys.verifyKey` takes. */
export type V2KeysVerifyKeyRequestBody = {
  /** The key itself, as your user sends it. */
  key: string;
  /** Labels for usage events. */
  tags?: string[] | undefined;
  /** Permissions that the key must hold: slugs joined by AND and OR in any case, with parentheses. AND binds tighter. `*` has no special meaning. */
  permissions?: string | undefined;
  credits?:
    | {
        /** Credits to spend if the key has a limited number. 1 if absent. 0 spends nothing. */
        cost: number;
      }
    | undefined;
  /** Ids of key spaces. A key of another one is NOT_FOUND, and uses up no limits and no credits. Absent: every key space that the caller may verify keys of. */
  keyspaces?: string[] | undefined;
  /** Limits to check besides those that always apply: configured ones by name, or others with their own limit and duration. */
  ratelimits?:
    | {
        name: string;
        /** @default 1 */
        cost?: number | undefined;
        limit?: number | undefined;
        /** In milliseconds. At least 1000 beside a limit. */
        duration?: number | undefined;
      }[]
    | undefined;
  /** Id of the migration by which the key may have been imported. It is needed only if the key was imported by a hash of one of its parts, and only until the key has been verified once. See migrations.createMigration. */
  migrationId?: string | undefined;
  /** IPv4 or IPv6 address of your user, without a port, for APIs with an IP allow-list. Without it, the address of the caller counts. */
  ip?: string | undefined;
};

/** The answer of `keys.verifyKey`. */
export type V2KeysVerifyKeyResponseBody = {
  meta: ResponseMeta;
  data: Verification;
};

/** The data of the answer of `keys.verifyKey`. */
export type V2KeysVerifyKeyResponseData = Verification;

/** What `keys.whoami` takes. */
export type V2KeysWhoamiRequestBody = {
  /** The key itself, as your user sends it. */
  key: string;
};

/** The answer of `keys.whoami`. */
export type V2KeysWhoamiResponseBody = {
  meta: ResponseMeta;
  data: Key;
};

/** The data of the answer of `keys.whoami`. */
export type V2KeysWhoamiResponseData = Key;

/** What `migrations.createMigration` takes. */
export type V2MigrationsCreateMigrationRequestBody = {
  name: string;
  /**
   * How the hashes were made. sha256: SHA-256 of the whole key, as standard base64. github.com/seamapi/prefixed-api-key: SHA-256 of the long token of the key, as lower-case hexadecimal digits.
   */
  algorithm: 'sha256' | 'github.com/seamapi/prefixed-api-key';
};

/** The answer of `migrations.createMigration`. */
export type V2MigrationsCreateMigrationResponseBody = {
  meta: ResponseMeta;
  data: V2MigrationsCreateMigrationResponseData;
};

/** The data of the answer of `migrations.createMigration`. */
export type V2MigrationsCreateMigrationResponseData = {
  migrationId: string;
};

/** What `migrations.listMigrations` takes. */
export type V2MigrationsListMigrationsRequestBody = {
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
};

/** The answer of `migrations.listMigrations`. */
export type V2MigrationsListMigrationsResponseBody = {
  meta: ResponseMeta;
  data: KeyMigration[];
  pagination: Pagination;
};

/** What `permissions.createPermission` takes. */
export type V2PermissionsCreatePermissionRequestBody = {
  /** A name for people. It need not be unique. */
  name: string;
  /** Letters, digits and _ : - . *, but not AND or OR, which join slugs in a query. */
  slug: string;
  description?: string | undefined;
};

/** The answer of `permissions.createPermission`. */
export type V2PermissionsCreatePermissionResponseBody = {
  meta: ResponseMeta;
  data: V2PermissionsCreatePermissionResponseData;
};

/** The data of the answer of `permissions.createPermission`. */
export type V2PermissionsCreatePermissionResponseData = {
  permissionId: string;
};

/** What `permissions.createRole` takes. */
export type V2PermissionsCreateRoleRequestBody = {
  /** Case makes no difference, nor does another Unicode form of the same letters. */
  name: string;
  description?: string | undefined;
  /** Slugs of permissions, in any case. Missing permissions are created. */
  permissions?: string[] | undefined;
};

/** The answer of `permissions.createRole`. */
export type V2PermissionsCreateRoleResponseBody = {
  meta: ResponseMeta;
  data: V2PermissionsCreateRoleResponseData;
};

/** The data of the answer of `permissions.createRole`. */
export type V2PermissionsCreateRoleResponseData = {
  roleId: string;
};

/** What `permissions.deletePermission` takes. */
export type V2PermissionsDeletePermissionRequestBody = {
  /** Id of the permission, or its slug in any case. */
  permission: string;
};

/** The answer of `permissions.deletePermission`. */
export type V2PermissionsDeletePermissionResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `permissions.deleteRole` takes. */
export type V2PermissionsDeleteRoleRequestBody = {
  /** Id of the role, or its name in any case. */
  role: string;
};

/** The answer of `permissions.deleteRole`. */
export type V2PermissionsDeleteRoleResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `permissions.getPermission` takes. */
export type V2PermissionsGetPermissionRequestBody = {
  /** Id of the permission, or its slug in any case. */
  permission: string;
};

/** The answer of `permissions.getPermission`. */
export type V2PermissionsGetPermissionResponseBody = {
  meta: ResponseMeta;
  data: Permission;
};

/** The data of the answer of `permissions.getPermission`. */
export type V2PermissionsGetPermissionResponseData = Permission;

/** What `permissions.getRole` takes. */
export type V2PermissionsGetRoleRequestBody = {
  /** Id of the role, or its name in any case. */
  role: string;
};

/** The answer of `permissions.getRole`. */
export type V2PermissionsGetRoleResponseBody = {
  meta: ResponseMeta;
  data: Role;
};

/** The data of the answer of `permissions.getRole`. */
export type V2PermissionsGetRoleResponseData = Role;

/** What `permissions.listPermissions` takes. */
export type V2PermissionsListPermissionsRequestBody = {
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
  /** Only items that contain this text, in any case. */
  search?: string | undefined;
  /**
   * What the items are sorted by. createdAt is the default. A name counts with its first 100 characters.
   */
  sort?: ('createdAt' | 'name') | undefined;
  /**
   * asc, the default: from the lowest value to the highest.
   */
  order?: ('asc' | 'desc') | undefined;
  /**
   * Whether pagination.total says how many items all pages have together. It counts to 10,000 at most.
   * @default false
   */
  count?: boolean | undefined;
};

/** The answer of `permissions.listPermissions`. */
export type V2PermissionsListPermissionsResponseBody = {
  meta: ResponseMeta;
  data: Permission[];
  pagination: Pagination;
};

/** What `permissions.listRoles` takes. */
export type V2PermissionsListRolesRequestBody = {
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
  /** Only items that contain this text, in any case. */
  search?: string | undefined;
  /**
   * What the items are sorted by. createdAt is the default. A name counts with its first 100 characters.
   */
  sort?: ('createdAt' | 'name') | undefined;
  /**
   * asc, the default: from the lowest value to the highest.
   */
  order?: ('asc' | 'desc') | undefined;
  /**
   * Whether pagination.total says how many items all pages have together. It counts to 10,000 at most.
   * @default false
   */
  count?: boolean | undefined;
};

/** The answer of `permissions.listRoles`. */
export type V2PermissionsListRolesResponseBody = {
  meta: ResponseMeta;
  data: Role[];
  pagination: Pagination;
};

/** What `permissions.setRolePermissions` takes. */
export type V2PermissionsSetRolePermissionsRequestBody =
  | {
      /** Id of the role, or its name in any case. */
      role: string;
      roleId?: never | undefined;
      /** Slugs, in any case. Missing permissions are created. An empty list takes all permissions from the role. */
      permissions: string[];
    }
  | {
      role?: never | undefined;
      /**
       * @deprecated
       * The same as role, for texts of these characters. Send role instead.
       */
      roleId: string;
      /** Slugs, in any case. Missing permissions are created. An empty list takes all permissions from the role. */
      permissions: string[];
    };

/** The answer of `permissions.setRolePermissions`. */
export type V2PermissionsSetRolePermissionsResponseBody = {
  meta: ResponseMeta;
  data: Permission[];
};

/** What `permissions.testQuery` takes. */
export type V2PermissionsTestQueryRequestBody = {
  /** Permissions that the key must hold: slugs joined by AND and OR in any case, with parentheses. AND binds tighter. `*` has no special meaning. */
  query: string;
  /** Slugs of permissions that the key would have itself. They need not exist. */
  permissions?: string[] | undefined;
  /** Roles that the key would have. */
  roles?: string[] | undefined;
};

/** The answer of `permissions.testQuery`. */
export type V2PermissionsTestQueryResponseBody = {
  meta: ResponseMeta;
  data: V2PermissionsTestQueryResponseData;
};

/** The data of the answer of `permissions.testQuery`. */
export type V2PermissionsTestQueryResponseData = {
  /** Whether all of them together pass the query. */
  passes: boolean;
  /** What the query names, in its order, each once. */
  permissions: {
    slug: string;
    /** false: no permission of the workspace has this slug, so no key has it. */
    exists: boolean;
    /** Whether the key would have it. */
    held: boolean;
  }[];
  /** The roles of the request, in its order, each once. */
  roles: {
    id: string;
    name: string;
    /** Whether this role alone passes the query. */
    passes: boolean;
  }[];
};

/** What `permissions.updatePermission` takes. */
export type V2PermissionsUpdatePermissionRequestBody = {
  /** Id of the permission, or its slug in any case. */
  permission: string;
  /** A name for people. It need not be unique. */
  name?: string | undefined;
  /** Letters, digits and _ : - . *, but not AND or OR, which join slugs in a query. */
  slug?: string | undefined;
  description?: (string | null) | undefined;
};

/** The answer of `permissions.updatePermission`. */
export type V2PermissionsUpdatePermissionResponseBody = {
  meta: ResponseMeta;
  data: Permission;
};

/** The data of the answer of `permissions.updatePermission`. */
export type V2PermissionsUpdatePermissionResponseData = Permission;

/** What `permissions.updateRole` takes. */
export type V2PermissionsUpdateRoleRequestBody = {
  /** Id of the role, or its name in any case. */
  role: string;
  /** Case makes no difference, nor does another Unicode form of the same letters. */
  name?: string | undefined;
  description?: (string | null) | undefined;
};

/** The answer of `permissions.updateRole`. */
export type V2PermissionsUpdateRoleResponseBody = {
  meta: ResponseMeta;
  data: V2PermissionsUpdateRoleResponseData;
};

/** The data of the answer of `permissions.updateRole`. */
export type V2PermissionsUpdateRoleResponseData = {
  id: string;
  name: string;
  description?: string | undefined;
};

/** What `ratelimit.createNamespace` takes. */
export type V2RatelimitCreateNamespaceRequestBody =
  | {
      /** It must be in Unicode normalization form C, and not begin with rlns_, as ids do. */
      name: string;
      namespace?: never | undefined;
    }
  | {
      name?: never | undefined;
      /** The same as name, as the other operations call it. Send one of the two. */
      namespace: string;
    };

/** The answer of `ratelimit.createNamespace`. */
export type V2RatelimitCreateNamespaceResponseBody = {
  meta: ResponseMeta;
  data: V2RatelimitCreateNamespaceResponseData;
};

/** The data of the answer of `ratelimit.createNamespace`. */
export type V2RatelimitCreateNamespaceResponseData = {
  namespaceId: string;
};

/** What `ratelimit.deleteNamespace` takes. */
export type V2RatelimitDeleteNamespaceRequestBody = {
  /** Name or id of the namespace. */
  namespace: string;
};

/** The answer of `ratelimit.deleteNamespace`. */
export type V2RatelimitDeleteNamespaceResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `ratelimit.deleteOverride` takes. */
export type V2RatelimitDeleteOverrideRequestBody = {
  /** Name or id of the namespace. */
  namespace: string;
  /** As it was set. */
  identifier: string;
};

/** The answer of `ratelimit.deleteOverride`. */
export type V2RatelimitDeleteOverrideResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `ratelimit.getNamespace` takes. */
export type V2RatelimitGetNamespaceRequestBody = {
  /** Name or id of the namespace. */
  namespace: string;
};

/** The answer of `ratelimit.getNamespace`. */
export type V2RatelimitGetNamespaceResponseBody = {
  meta: ResponseMeta;
  data: Namespace;
};

/** The data of the answer of `ratelimit.getNamespace`. */
export type V2RatelimitGetNamespaceResponseData = Namespace;

/** What `ratelimit.getOverride` takes. */
export type V2RatelimitGetOverrideRequestBody = {
  /** Name or id of the namespace. */
  namespace: string;
  identifier: string;
};

/** The answer of `ratelimit.getOverride`. */
export type V2RatelimitGetOverrideResponseBody = {
  meta: ResponseMeta;
  data: Override;
};

/** The data of the answer of `ratelimit.getOverride`. */
export type V2RatelimitGetOverrideResponseData = Override;

/** What `ratelimit.limit` takes. */
export type V2RatelimitLimitRequestBody = RateLimitCheck;

/** The answer of `ratelimit.limit`. */
export type V2RatelimitLimitResponseBody = {
  meta: ResponseMeta;
  data: V2RatelimitLimitResponseData;
};

/** The data of the answer of `ratelimit.limit`. */
export type V2RatelimitLimitResponseData = {
  success: boolean;
  /** The limit that counted. */
  limit: number;
  remaining: number;
  /** Unix time in milliseconds at which the current window ends. */
  reset: number;
  /** Present if an override counted. */
  overrideId?: string | undefined;
};

/** What `ratelimit.listNamespaces` takes. */
export type V2RatelimitListNamespacesRequestBody = {
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
  /** Only namespaces with this text in their name or id, in any case. */
  search?: string | undefined;
  /**
   * What the items are sorted by. createdAt is the default. A name counts with its first 100 characters.
   */
  sort?: ('createdAt' | 'name') | undefined;
  /**
   * asc, the default: from the lowest value to the highest.
   */
  order?: ('asc' | 'desc') | undefined;
  /**
   * Whether pagination.total says how many items all pages have together. It counts to 10,000 at most.
   * @default false
   */
  count?: boolean | undefined;
};

/** The answer of `ratelimit.listNamespaces`. */
export type V2RatelimitListNamespacesResponseBody = {
  meta: ResponseMeta;
  data: Namespace[];
  pagination: Pagination;
};

/** What `ratelimit.listOverrides` takes. */
export type V2RatelimitListOverridesRequestBody = {
  /** Name or id of the namespace. */
  namespace: string;
  /**
   * At most this many items.
   * @default 10
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
  /** Only overrides with this text in their identifier or id, in any case. */
  search?: string | undefined;
  /**
   * What the items are sorted by. createdAt is the default. A identifier counts with its first 100 characters.
   */
  sort?: ('createdAt' | 'identifier') | undefined;
  /**
   * asc, the default: from the lowest value to the highest.
   */
  order?: ('asc' | 'desc') | undefined;
  /**
   * Whether pagination.total says how many items all pages have together. It counts to 10,000 at most.
   * @default false
   */
  count?: boolean | undefined;
};

/** The answer of `ratelimit.listOverrides`. */
export type V2RatelimitListOverridesResponseBody = {
  meta: ResponseMeta;
  data: Override[];
  pagination: Pagination;
};

/** What `ratelimit.multiLimit` takes. */
export type V2RatelimitMultiLimitRequestBody = RateLimitCheck[];

/** The answer of `ratelimit.multiLimit`. */
export type V2RatelimitMultiLimitResponseBody = {
  meta: ResponseMeta;
  data: V2RatelimitMultiLimitResponseData;
};

/** The data of the answer of `ratelimit.multiLimit`. */
export type V2RatelimitMultiLimitResponseData = {
  /** Whether every limit passed. */
  passed: boolean;
  limits: {
    /** The namespace as it was sent. */
    namespace: string;
    identifier: string;
    passed: boolean;
    /** The limit that counted. */
    limit: number;
    remaining: number;
    /** Unix time in milliseconds at which the current window ends. */
    reset: number;
    /** Present if an override counted. */
    overrideId?: string | undefined;
  }[];
};

/** What `ratelimit.setOverride` takes. */
export type V2RatelimitSetOverrideRequestBody = {
  /** Name or id of the namespace. */
  namespace: string;
  /** Each * in it stands for any text, even an empty one. */
  identifier: string;
  /** How much may be used within one window. With 0, no request passes. */
  limit: number;
  /** Length of the window in milliseconds. A new length starts a new count. */
  duration: number;
};

/** The answer of `ratelimit.setOverride`. */
export type V2RatelimitSetOverrideResponseBody = {
  meta: ResponseMeta;
  data: V2RatelimitSetOverrideResponseData;
};

/** The data of the answer of `ratelimit.setOverride`. */
export type V2RatelimitSetOverrideResponseData = {
  overrideId: string;
};

/** What `rootKeys.createKey` takes. */
export type V2RootKeysCreateKeyRequestBody = {
  /** Everything that the root key may do: tuples such as api.*.create_key or api.api_1234.verify_key, and URNs such as unkey:v1:ws_1234:rootKeys/*#read. A root key can give only permissions that it holds. It also holds a permission for one id if it has the same permission for all ids (*), and a URN if one of its own URNs covers it. A tuple never stands for a URN, nor a URN for a tuple. */
  permissions: string[];
  name?: string | undefined;
  /** Unix time in milliseconds after which the key is no longer valid. */
  expires?: (number | null) | undefined;
};

/** The answer of `rootKeys.createKey`. */
export type V2RootKeysCreateKeyResponseBody = {
  meta: ResponseMeta;
  data: NewRootKey;
};

/** The data of the answer of `rootKeys.createKey`. */
export type V2RootKeysCreateKeyResponseData = NewRootKey;

/** What `rootKeys.deleteKey` takes. */
export type V2RootKeysDeleteKeyRequestBody = {
  /** Id of the root key, such as root_1234. Not the root key itself. */
  keyId: string;
};

/** The answer of `rootKeys.deleteKey`. */
export type V2RootKeysDeleteKeyResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `rootKeys.getKey` takes. */
export type V2RootKeysGetKeyRequestBody = {
  /** Id of the root key, such as root_1234. Not the root key itself. */
  keyId: string;
};

/** The answer of `rootKeys.getKey`. */
export type V2RootKeysGetKeyResponseBody = {
  meta: ResponseMeta;
  data: RootKey;
};

/** The data of the answer of `rootKeys.getKey`. */
export type V2RootKeysGetKeyResponseData = RootKey;

/** What `rootKeys.listKeys` takes. */
export type V2RootKeysListKeysRequestBody = {
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
  /** Only items that contain this text, in any case. */
  search?: string | undefined;
  /**
   * What the items are sorted by. createdAt is the default. A name counts with its first 100 characters, and root keys without a name come before all others.
   */
  sort?: ('createdAt' | 'name') | undefined;
  /**
   * asc, the default: from the lowest value to the highest.
   */
  order?: ('asc' | 'desc') | undefined;
  /**
   * Whether pagination.total says how many items all pages have together. It counts to 10,000 at most.
   * @default false
   */
  count?: boolean | undefined;
};

/** The answer of `rootKeys.listKeys`. */
export type V2RootKeysListKeysResponseBody = {
  meta: ResponseMeta;
  data: RootKey[];
  pagination: Pagination;
};

/** What `rootKeys.rerollKey` takes. */
export type V2RootKeysRerollKeyRequestBody = {
  /** Id of the root key, such as root_1234. Not the root key itself. */
  keyId: string;
  /** For how many milliseconds the old root key is still accepted, but never beyond its own expiry. 0 ends it at once. null leaves its expiry as it is. */
  expiration: number | null;
};

/** The answer of `rootKeys.rerollKey`. */
export type V2RootKeysRerollKeyResponseBody = {
  meta: ResponseMeta;
  data: NewRootKey;
};

/** The data of the answer of `rootKeys.rerollKey`. */
export type V2RootKeysRerollKeyResponseData = NewRootKey;

/** What `rootKeys.updateKey` takes. */
export type V2RootKeysUpdateKeyRequestBody = {
  /** Id of the root key, such as root_1234. Not the root key itself. */
  keyId: string;
  name?: (string | null) | undefined;
  enabled?: boolean | undefined;
  /** Everything that the root key may do: tuples such as api.*.create_key or api.api_1234.verify_key, and URNs such as unkey:v1:ws_1234:rootKeys/*#read. A root key can give only permissions that it holds. It also holds a permission for one id if it has the same permission for all ids (*), and a URN if one of its own URNs covers it. A tuple never stands for a URN, nor a URN for a tuple. */
  permissions?: string[] | undefined;
  /** Unix time in milliseconds after which the key is no longer valid. */
  expires?: (number | null) | undefined;
};

/** The answer of `rootKeys.updateKey`. */
export type V2RootKeysUpdateKeyResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `team.createInvitation` takes. */
export type V2TeamCreateInvitationRequestBody = {
  /** An e-mail address. Case makes no difference. */
  email: string;
  /** owner, admin, developer, analyst or auditor, or the id of a role of the workspace, such as teamrole_1234. */
  role: string;
};

/** The answer of `team.createInvitation`. */
export type V2TeamCreateInvitationResponseBody = {
  meta: ResponseMeta;
  data: NewInvitation;
};

/** The data of the answer of `team.createInvitation`. */
export type V2TeamCreateInvitationResponseData = NewInvitation;

/** What `team.createRole` takes. */
export type V2TeamCreateRoleRequestBody = {
  /** Case makes no difference, nor does another Unicode form of the same letters. */
  name: string;
  description?: string | undefined;
  /** Everything that members with the role may do, in the form of the permissions of root keys. A caller can give only permissions that it holds. */
  permissions: string[];
};

/** The answer of `team.createRole`. */
export type V2TeamCreateRoleResponseBody = {
  meta: ResponseMeta;
  data: V2TeamCreateRoleResponseData;
};

/** The data of the answer of `team.createRole`. */
export type V2TeamCreateRoleResponseData = {
  roleId: string;
};

/** What `team.deleteInvitation` takes. */
export type V2TeamDeleteInvitationRequestBody = {
  /** Id of the invitation, such as inv_1234. */
  invitationId: string;
};

/** The answer of `team.deleteInvitation`. */
export type V2TeamDeleteInvitationResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `team.deleteRole` takes. */
export type V2TeamDeleteRoleRequestBody = {
  /** Id of a role of the workspace, such as teamrole_1234. Built-in roles never change. */
  roleId: string;
};

/** The answer of `team.deleteRole`. */
export type V2TeamDeleteRoleResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `team.listInvitations` takes. */
export type V2TeamListInvitationsRequestBody = {
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
};

/** The answer of `team.listInvitations`. */
export type V2TeamListInvitationsResponseBody = {
  meta: ResponseMeta;
  data: Invitation[];
  pagination: Pagination;
};

/** What `team.listMembers` takes. */
export type V2TeamListMembersRequestBody = {
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
  /** Only items that contain this text, in any case. */
  search?: string | undefined;
  /**
   * What the items are sorted by. createdAt, the default, is when the account of the person was made.
   */
  sort?: ('createdAt' | 'email') | undefined;
  /**
   * asc, the default: from the lowest value to the highest.
   */
  order?: ('asc' | 'desc') | undefined;
  /**
   * Whether pagination.total says how many items all pages have together. It counts to 10,000 at most.
   * @default false
   */
  count?: boolean | undefined;
};

/** The answer of `team.listMembers`. */
export type V2TeamListMembersResponseBody = {
  meta: ResponseMeta;
  data: Member[];
  pagination: Pagination;
};

/** What `team.listRoles` takes. */
export type V2TeamListRolesRequestBody = {
  /**
   * At most this many items.
   * @default 100
   */
  limit?: number | undefined;
  /** pagination.cursor of the previous page, opaque and unaltered, with the same other fields. Absent or empty for the first page. */
  cursor?: string | undefined;
};

/** The answer of `team.listRoles`. */
export type V2TeamListRolesResponseBody = {
  meta: ResponseMeta;
  data: TeamRole[];
  pagination: Pagination;
};

/** What `team.removeMember` takes. */
export type V2TeamRemoveMemberRequestBody = {
  /** Id of the person, such as user_1234. */
  userId: string;
};

/** The answer of `team.removeMember`. */
export type V2TeamRemoveMemberResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `team.updateMember` takes. */
export type V2TeamUpdateMemberRequestBody = {
  /** Id of the person, such as user_1234. */
  userId: string;
  /** owner, admin, developer, analyst or auditor, or the id of a role of the workspace, such as teamrole_1234. */
  role: string;
};

/** The answer of `team.updateMember`. */
export type V2TeamUpdateMemberResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `team.updateRole` takes. */
export type V2TeamUpdateRoleRequestBody = {
  /** Id of a role of the workspace, such as teamrole_1234. Built-in roles never change. */
  roleId: string;
  /** Case makes no difference, nor does another Unicode form of the same letters. */
  name?: string | undefined;
  description?: (string | null) | undefined;
  /** Everything that members with the role may do, in the form of the permissions of root keys. A caller can give only permissions that it holds. */
  permissions?: string[] | undefined;
};

/** The answer of `team.updateRole`. */
export type V2TeamUpdateRoleResponseBody = {
  meta: ResponseMeta;
  data: Record<string, never>;
};

/** What `workspace.getLimits` takes. */
export type V2WorkspaceGetLimitsRequestBody = Record<string, never>;

/** The answer of `workspace.getLimits`. */
export type V2WorkspaceGetLimitsResponseBody = {
  meta: ResponseMeta;
  data: Limits;
};

/** The data of the answer of `workspace.getLimits`. */
export type V2WorkspaceGetLimitsResponseData = Limits;

/** What `workspace.getUsage` takes. */
export type V2WorkspaceGetUsageRequestBody = {
  /** A month in UTC. Absent: this month so far. */
  period?:
    | {
        year: number;
        /** 1 is January. */
        month: number;
      }
    | undefined;
};

/** The answer of `workspace.getUsage`. */
export type V2WorkspaceGetUsageResponseBody = {
  meta: ResponseMeta;
  data: Usage;
};

/** The data of the answer of `workspace.getUsage`. */
export type V2WorkspaceGetUsageResponseData = Usage;

/** What `workspace.getWorkspace` takes. */
export type V2WorkspaceGetWorkspaceRequestBody = Record<string, never>;

/** The answer of `workspace.getWorkspace`. */
export type V2WorkspaceGetWorkspaceResponseBody = {
  meta: ResponseMeta;
  data: Workspace;
};

/** The data of the answer of `workspace.getWorkspace`. */
export type V2WorkspaceGetWorkspaceResponseData = Workspace;

/** What `workspace.updateWorkspace` takes. */
export type V2WorkspaceUpdateWorkspaceRequestBody = {
  name?: string | undefined;
  /** How many requests per minute all root keys together may send. null means no limit. */
  apiRequestsPerMinute?: (number | null) | undefined;
  logRetentionDays?: number | undefined;
  auditRetentionDays?: number | undefined;
  /** Whether giving permissions, roles and identities to keys needs the rights on them as well. */
  strictRights?: boolean | undefined;
};

/** The answer of `workspace.updateWorkspace`. */
export type V2WorkspaceUpdateWorkspaceResponseBody = {
  meta: ResponseMeta;
  data: Workspace;
};

/** The data of the answer of `workspace.updateWorkspace`. */
export type V2WorkspaceUpdateWorkspaceResponseData = Workspace;

/** The verdict on a key. A key that is not found has only valid and code. */
export type Verification = {
  valid: boolean;
  /**
   * VALID, or the first reason why the key is not valid.
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
  /** Id of the key space, such as ks_1234. Each API has one, with all of its keys. */
  keyspaceId?: string | undefined;
  name?: string | undefined;
  meta?:
    | {
        [key: string]: unknown;
      }
    | undefined;
  expires?: number | undefined;
  /** How many credits are left. Absent for a key with unlimited credits. */
  credits?: number | undefined;
  enabled?: boolean | undefined;
  permissions?: string[] | undefined;
  roles?: string[] | undefined;
  identity?: Identity | undefined;
  ratelimits?: RateLimitResult[] | undefined;
};

/** One step of a verification. */
export type VerificationCheck = {
  /**
   * What was checked.
   */
  check: 'key' | 'enabled' | 'expiry' | 'address' | 'permissions' | 'limits' | 'credits';
  /**
   * passed: it let the key pass, or there was nothing to check. failed: it decided the outcome. notAsked: the request asked for nothing of the kind. notReached: an earlier step had failed.
   */
  result: 'passed' | 'failed' | 'notAsked' | 'notReached';
  /** What the step demands, as a sentence. */
  rule: string;
  /** What the step saw, as a sentence. Absent if it was not recorded, or says nothing more. */
  seen?: string | undefined;
};

/** One verification that was answered. */
export type VerificationEvent = {
  /** The meta.requestId of the answer. */
  requestId: string;
  /** Unix time in milliseconds. */
  time: number;
  /** Empty if the key was not found. */
  apiId: string;
  /** Empty if the key was not found. */
  keyId: string;
  identityId?: string | undefined;
  /** Of the identity of the key. */
  externalId?: string | undefined;
  /** The code of the answer. */
  outcome: string;
  /** As the request had them. */
  tags: string[];
  spentCredits: number;
  /** How long it took inside of the service. */
  latencyMs: number;
};

/** One fault in a request. */
export type Violation = {
  /** Path in the request, such as body.name. */
  location: string;
  message: string;
  fix?: string | undefined;
};

/** A workspace with its settings. Fields without a value are absent, never null. */
export type Workspace = {
  id: string;
  name: string;
  /** The one project of the workspace, as URNs of permissions name it. */
  projectId: string;
  /** How many requests per minute all root keys together may send. Absent if there is no limit. */
  apiRequestsPerMinute?: number | undefined;
  /** How many days usage events are kept. */
  logRetentionDays: number;
  /** How many days audit events are kept. */
  auditRetentionDays: number;
  /** When auditRetentionDays takes effect, if it was lowered less than seven days ago. Until then the earlier number counts. */
  auditRetentionFrom?: number | undefined;
  /** Whether giving permissions, roles and identities to keys needs the rights on them as well. */
  strictRights: boolean;
  /** Unix time in milliseconds. */
  createdAt: number;
  updatedAt?: number | undefined;
};
