import type { ProblemKind } from './problem-kind.js';

/** What the service itself cannot or will not do. */
export const APPLICATION_PROBLEMS = {
  'unkey/application/invalid_input': {
    status: 400,
    title: 'Bad Request',
    meaning: 'The request does not have the shape that the operation asks for.',
    remedy:
      'The list error.errors has every violation with its place in the request, such as body.credits.remaining. Correct all of them and send the request again.',
  },
  'unkey/application/unexpected_error': {
    status: 500,
    title: 'Internal Server Error',
    meaning: 'The service failed for a reason that it did not expect. Nothing was changed.',
    remedy:
      'Repeat the request. If it fails again, look for the request id in the logs of the service and report it.',
  },
  'unkey/application/service_unavailable': {
    status: 503,
    title: 'Service Unavailable',
    meaning: 'The answer depends on something that cannot be reached, such as the database.',
    remedy:
      'Repeat the request after the number of seconds in the Retry-After header. Operators find the cause at /health/ready and in the logs.',
  },
  'unkey/application/precondition_failed': {
    status: 412,
    title: 'Precondition Failed',
    meaning: 'The request is well formed, but something that it needs is not set up.',
    remedy: 'error.detail names what is missing. Set it up, then repeat the request.',
  },
  'unkey/application/quota_exceeded': {
    status: 403,
    title: 'Quota Exceeded',
    meaning:
      'The workspace has as many things of this kind as it may have, or the request would create more than it has room for. Nothing was changed.',
    remedy:
      'error.detail names the quota and its value, and workspace.getLimits shows all of them. Delete what you do not need, or ask the operator of the installation to raise the quota.',
  },
  'unkey/application/protected_resource': {
    status: 412,
    title: 'Resource is protected',
    meaning:
      'The resource was not changed. It has delete protection, or it is the root key of this request, which would have locked itself out.',
    remedy:
      'If you want to delete the API, first switch off its delete protection with apis.updateApi. Change a root key with another root key.',
  },
} as const satisfies Record<string, ProblemKind>;
