import type { ProblemKind } from './problem-kind.js';

/** What is wrong with a request as such. */
export const REQUEST_PROBLEMS = {
  'user/bad_request/permissions_query_syntax_error': {
    status: 400,
    title: 'Bad Request',
    meaning: 'The permissions query of a verification cannot be parsed.',
    remedy:
      'Join permission slugs by AND and OR, with parentheses where needed, such as (docs.read AND docs.write) OR admin.',
  },
  'user/bad_request/request_body_too_large': {
    status: 413,
    title: 'Request Entity Too Large',
    meaning: 'The request body is larger than any valid request of this operation needs.',
    remedy:
      'Send less at once. For imports, operators who want to accept larger bodies raise MAX_BODY_BYTES.',
  },
  'user/bad_request/unsupported_body_encoding': {
    status: 415,
    title: 'Unsupported Media Type',
    meaning: 'The request body is compressed, or its characters are not in UTF-8.',
    remedy: 'Send the body as it is, in UTF-8, without a Content-Encoding header.',
  },
  'user/bad_request/request_body_unreadable': {
    status: 400,
    title: 'Bad Request',
    meaning: 'The service could not read the request to its end, or the request is not valid HTTP.',
    remedy:
      'Check the client, and every proxy between it and the service. Then send the request again.',
  },
  'user/bad_request/idempotency_key_reused': {
    status: 409,
    title: 'Conflicting Resource',
    meaning: 'An earlier, different request used the same Idempotency-Key.',
    remedy:
      'Use a new Idempotency-Key for each new request. Use the same one only to repeat exactly the same request.',
  },
  'user/bad_request/request_timeout': {
    status: 408,
    title: 'Request Timeout',
    meaning:
      'The request did not arrive completely in time, or the service did not answer it in time.',
    remedy:
      'Repeat the request. If it was a change, it may have been made: read the resource first.',
  },
  'user/bad_request/unknown_route': {
    status: 404,
    title: 'Not Found',
    meaning: 'No operation has this path.',
    remedy: 'Operations are POST requests to /v2/<group>.<action>. The page /reference lists them.',
  },
  'user/bad_request/method_not_allowed': {
    status: 405,
    title: 'Method Not Allowed',
    meaning: 'The path exists, but not for this HTTP method.',
    remedy: 'Use a method that the Allow header names. Operations are POST requests.',
  },
  'user/too_many_requests/workspace_rate_limited': {
    status: 429,
    title: 'Too Many Requests',
    meaning: 'The workspace has used up its number of API requests per minute.',
    remedy:
      'Wait for the number of seconds in the Retry-After header, then repeat the request. A root key with the right can raise the limit with workspace.updateWorkspace, to which the limit does not apply.',
  },
} as const satisfies Record<string, ProblemKind>;
