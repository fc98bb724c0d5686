/**
 * The closed list of everything that can go wrong from a client's point of view.
 *
 * A code is the address of its own documentation page, `/docs/errors/<code>`, so each entry also
 * says in plain words what happened and what to do; the page is made from these two sentences.
 */
interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

export const PROBLEMS = {
  'unkey/application/invalid_input': {
    status: 400,
    title: 'Bad Request',
    meaning: 'The request does not have the shape that the operation asks for.',
    remedy:
      'Every violation is listed in error.errors with its place in the request, such as body.credits.remaining. Correct them and send the request again.',
  },
  'unkey/application/unexpected_error': {
    status: 500,
    title: 'Internal Server Error',
    meaning: 'The service failed in a way that it did not foresee. Nothing was changed.',
    remedy:
      'Repeat the request. If it fails again, look for the request id in the logs of the service and report it.',
  },
  'unkey/application/service_unavailable': {
    status: 503,
    title: 'Service Unavailable',
    meaning: 'Something that this answer depends on, such as the database, cannot be reached.',
    remedy:
      'Repeat the request after the number of seconds in the Retry-After header. As the operator, look at /health/ready and at the logs.',
  },
  'unkey/application/precondition_failed': {
    status: 412,
    title: 'Precondition Failed',
    meaning: 'The request is well formed, but something that it needs has not been set up.',
    remedy: 'error.detail names what is missing. Set it up, then repeat the request.',
  },
  'unkey/application/protected_resource': {
    status: 412,
    title: 'Resource is protected',
    meaning:
      'The resource was not changed, because it has delete protection, or because it is the root key of this very request, which would have locked itself out.',
    remedy:
      'Switch delete protection off first, with apis.updateApi, if the deletion is really meant. Change a root key with another root key.',
  },
  'unkey/authentication/missing': {
    status: 401,
    title: 'Unauthorized',
    meaning: 'The request carries no Authorization header.',
    remedy: 'Send your root key in the header Authorization: Bearer ROOT_KEY.',
  },
  'unkey/authentication/malformed': {
    status: 401,
    title: 'Unauthorized',
    meaning: 'A credential was sent in a form that cannot be read.',
    remedy:
      'For the root key, send Authorization: Bearer ROOT_KEY, with the word Bearer, one space and the key.',
  },
  'unkey/authentication/key_not_found': {
    status: 401,
    title: 'Unauthorized',
    meaning: 'The root key is not known: mistyped, deleted, or not a root key.',
    remedy:
      'Check for a truncated copy and that the key belongs to this installation. Keys that you issue to your users are not root keys.',
  },
  'unkey/authorization/insufficient_permissions': {
    status: 403,
    title: 'Insufficient Permissions',
    meaning: 'The root key is valid, but lacks a permission that the operation needs.',
    remedy: 'error.detail names the permission. Use a root key that holds it.',
  },
  'unkey/authorization/forbidden': {
    status: 403,
    title: 'Forbidden',
    meaning:
      'The root key may not be used, for example because it has expired, or would reach beyond its own expiry.',
    remedy: 'Use another root key.',
  },
  'unkey/authorization/key_disabled': {
    status: 403,
    title: 'Key is disabled',
    meaning: 'The root key exists, but has been disabled.',
    remedy: 'Enable it again or use another root key.',
  },
  'unkey/authorization/workspace_disabled': {
    status: 403,
    title: 'Workspace is disabled',
    meaning: 'The workspace of this root key has been disabled.',
    remedy: 'Ask the operator of this installation.',
  },
  'unkey/data/api_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such API for this root key.',
    remedy:
      'Check the apiId. An API of another workspace, a deleted one, and one that the root key may not use all look like this.',
  },
  'unkey/data/key_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such key for this root key.',
    remedy:
      'Check the keyId or the key. A key of another workspace and a deleted one look like this too.',
  },
  'unkey/data/identity_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such identity in this workspace.',
    remedy: 'Check the id or external id. A deleted identity looks like this too.',
  },
  'unkey/data/identity_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'An identity with this external id exists already.',
    remedy: 'Update the existing identity, or choose another external id.',
  },
  'unkey/data/migration_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such migration in this workspace.',
    remedy: 'Create one with migrations.createMigration, and use its id.',
  },
  'unkey/data/permission_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'A permission that the request names does not exist.',
    remedy: 'error.detail names it. Check its spelling, case included, or create it.',
  },
  'unkey/data/ratelimit_namespace_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such rate-limit namespace in this workspace.',
    remedy: 'Check the name or id. Namespaces are made by the first check or explicitly.',
  },
  'unkey/data/ratelimit_namespace_gone': {
    status: 410,
    title: 'Resource Gone',
    meaning: 'The rate-limit namespace has been deleted, and its name is kept from reuse.',
    remedy: 'Create it again with ratelimit.createNamespace if it is needed.',
  },
  'unkey/data/ratelimit_namespace_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'A rate-limit namespace of this name exists already.',
    remedy: 'Use the existing one, or choose another name.',
  },
  'unkey/data/ratelimit_override_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such override in this namespace.',
    remedy: 'Check the identifier; ratelimit.listOverrides shows all of them.',
  },
  'unkey/data/role_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'A role of this name exists already.',
    remedy: 'Names are unique whatever their case: use the existing role or another name.',
  },
  'unkey/data/root_key_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is no such root key in this workspace.',
    remedy: 'Check the id; rootKeys.listRootKeys shows all of them.',
  },
  'unkey/data/role_not_found': {
    status: 404,
    title: 'Not Found',
    meaning: 'A role that the request names does not exist.',
    remedy: 'error.detail names it. Roles are not created on the fly; create it first.',
  },
  'unkey/data/permission_already_exists': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'A permission would have to be created whose slug is taken.',
    remedy: 'Slugs are unique whatever their case: use the spelling of the existing permission.',
  },
  'user/bad_request/permissions_query_syntax_error': {
    status: 400,
    title: 'Bad Request',
    meaning: 'The permissions query of a verification cannot be parsed.',
    remedy:
      'Write permission slugs joined by AND and OR, with parentheses where needed, such as (docs.read AND docs.write) OR admin.',
  },
  'user/bad_request/request_body_too_large': {
    status: 413,
    title: 'Request Entity Too Large',
    meaning: 'The request body is larger than this installation accepts.',
    remedy:
      'Send less at once. As the operator, raise MAX_BODY_BYTES if larger bodies are really meant.',
  },
  'user/bad_request/request_body_unreadable': {
    status: 400,
    title: 'Bad Request',
    meaning: 'The request could not be read to its end, or is not valid HTTP.',
    remedy: 'Check the client and what stands between it and the service, then send it again.',
  },
  'user/bad_request/idempotency_key_reused': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'The Idempotency-Key of this request was used before with another request.',
    remedy: 'Use a new key for each change, and the same key only to repeat one unaltered.',
  },
  'user/too_many_requests/workspace_rate_limited': {
    status: 429,
    title: 'Too Many Requests',
    meaning: 'The workspace has used up its number of API requests per minute.',
    remedy:
      'Wait for the number of seconds in the Retry-After header, then repeat the request. A root key with the right can raise the limit with workspaces.updateWorkspace, as one of the requests that still pass.',
  },
  'user/bad_request/request_timeout': {
    status: 408,
    title: 'Request Timeout',
    meaning: 'The request did not arrive whole in time, or was not answered in time.',
    remedy:
      'Repeat it. A change may or may not have been made: read the resource before changing it again.',
  },
  'user/bad_request/unknown_route': {
    status: 404,
    title: 'Not Found',
    meaning: 'No operation has this path.',
    remedy: 'Operations are POST requests to /v2/<group>.<action>; /reference lists them.',
  },
  'user/bad_request/method_not_allowed': {
    status: 405,
    title: 'Method Not Allowed',
    meaning: 'The path exists, but not for this HTTP method.',
    remedy: 'Use a method that the Allow header names; operations are POST requests.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One thing that is wrong in a request: `location` is its path, such as `body.ratelimits[0].limit`. */
export interface Violation {
  readonly location: string;
  readonly message: string;
  readonly fix?: string;
}

interface ProblemOptions {
  readonly violations?: readonly Violation[];
  readonly retryAfterSeconds?: number;
  /** What really happened. It goes to the log, never to the client. */
  readonly cause?: unknown;
}

/** A failure that the client is told about: thrown anywhere, turned into a response in `http/`. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly violations: readonly Violation[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.violations = options.violations ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** A 400 for a rule that the schema cannot express, located like the schema's own violations. */
export function invalidInput(location: string, message: string, fix?: string): Problem {
  return invalidInputs([fix === undefined ? { location, message } : { location, message, fix }]);
}

/** The same for several places at once, of which the first is also the summary. */
export function invalidInputs(violations: readonly [Violation, ...Violation[]]): Problem {
  const [{ location, message }] = violations;
  return new Problem('unkey/application/invalid_input', `${location}: ${message}`, { violations });
}
