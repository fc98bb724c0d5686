import { PROBLEMS } from './catalogue.js';

/**
 * In which content type the errors of an operation are sent to a client that asks for plain JSON. The published
 * clients always do, and read an error into its class only if it has the type that they expect.
 *
 * - `usual`: plain JSON, but problem+json for 429.
 * - `plain`: plain JSON for 429 too.
 * - `problem`: problem+json for every error.
 */
export type ErrorTypes = 'usual' | 'plain' | 'problem';

export type ErrorType = 'application/json' | 'application/problem+json';

const PLAIN = 'application/json';
const PROBLEM = 'application/problem+json';
const TOO_MANY_REQUESTS = PROBLEMS['user/too_many_requests/workspace_rate_limited'].status;

/** For a client that asks for plain JSON. One that accepts problem+json gets it for every error. */
export function errorTypeOf(
  { errorTypes }: { readonly errorTypes: ErrorTypes },
  status: number,
): ErrorType {
  switch (errorTypes) {
    case 'problem':
      return PROBLEM;
    case 'plain':
      return PLAIN;
    case 'usual':
      return status === TOO_MANY_REQUESTS ? PROBLEM : PLAIN;
  }
}
