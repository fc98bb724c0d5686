import type { ProblemKind } from './problem-kind.js';

/** What the service itself cannot do, or will not. */
export const APPLICATION_PROBLEMS = {
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
} as const satisfies Record<string, ProblemKind>;
