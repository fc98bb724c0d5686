import type { ProblemKind } from './problem-kind.js';

/** What is wrong with a request as such. */
export const REQUEST_PROBLEMS = {
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
  'user/too_many_requests/workspace_rate_limited': {
    status: 429,
    title: 'Too Many Requests',
    meaning: 'The workspace has used up its number of API requests per minute.',
    remedy:
      'Wait for the number of seconds in the Retry-After header, then repeat the request. A root key with the right can raise the limit with workspaces.updateWorkspace, as one of the requests that still pass.',
  },
} as const satisfies Record<string, ProblemKind>;
