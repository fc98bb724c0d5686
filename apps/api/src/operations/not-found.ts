import { Problem } from '../domain/problems.js';

/** One text for missing, deleted, foreign and hidden: nothing may be read from the difference. */
export function apiNotFound(): Problem {
  return new Problem('unkey/data/api_not_found', 'This API does not exist or has been deleted.');
}

export function keyNotFound(): Problem {
  return new Problem('unkey/data/key_not_found', 'This key does not exist or has been deleted.');
}
