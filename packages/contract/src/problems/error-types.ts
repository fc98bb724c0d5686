import type { Operation } from '../operation.js';
import { PROBLEMS } from './catalogue.js';

export type ErrorType = 'application/json' | 'application/problem+json';

const PLAIN = 'application/json';
const PROBLEM = 'application/problem+json';
const TOO_MANY_REQUESTS = PROBLEMS['user/too_many_requests/workspace_rate_limited'].status;

/** For a client that asks for plain JSON. One that accepts problem+json gets it for every error. */
export function errorTypeOf(
  { errorTypes }: Pick<Operation, 'errorTypes'>,
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
