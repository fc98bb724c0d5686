import type { ProblemCode } from '@unlatch/contract/problems/catalogue';

/** One fault in a request. `location` is its path, such as `body.ratelimits[0].limit`. */
export interface Violation {
  readonly location: string;
  readonly message: string;
  readonly fix?: string;
}

interface ProblemOptions {
  readonly violations?: readonly Violation[];
  readonly retryAfterSeconds?: number;
  /** The real cause. It goes to the log, never to the client. */
  readonly cause?: unknown;
}

/**
 * A failure that the client learns about. Any code may throw it, and `http/` turns it into a
 * response.
 */
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

/**
 * A 400 for a rule that the schema cannot express, with a location like the schema's own
 * violations.
 */
export function invalidInput(location: string, message: string, fix?: string): Problem {
  return invalidInputs([fix === undefined ? { location, message } : { location, message, fix }]);
}

/** The same for several places at once. The first one is also the summary. */
export function invalidInputs(violations: readonly [Violation, ...Violation[]]): Problem {
  const [{ location, message }] = violations;
  return new Problem('unkey/application/invalid_input', `${location}: ${message}`, { violations });
}
