import { Problem } from '../domain/problems.js';

/** Too many queries wait already, here or in the engine. */
export function toBusy(cause?: unknown): Problem {
  return new Problem(
    'unkey/application/service_unavailable',
    'Too many queries are under way. Repeat the request later.',
    { retryAfterSeconds: 1, cause },
  );
}

export function notConfigured(): Problem {
  return new Problem(
    'unkey/data/analytics_not_configured',
    'Analytics are not configured for this instance',
  );
}
