import { PROBLEMS } from '@unlatch/contract/problems/catalogue';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Problem } from '../../domain/problems.js';
import { PacedLines } from '../../lib/paced-lines.js';
import { isUnavailable } from '../../store/database/failures.js';

/**
 * Refused requests in the log. While the database is away, every request fails for the same cause,
 * so a cause gets one line a second with their number. The stack is left out where the cause is
 * known, because it says nothing more.
 */
export class FailureLog {
  readonly #log: Logger;
  readonly #lines = new PacedLines();

  constructor(log: Logger) {
    this.#log = log;
  }

  add(request: FastifyRequest, problem: Problem): void {
    const { status, title } = PROBLEMS[problem.code];
    const route = request.routeOptions.url;
    const fields = {
      event: 'request_failed',
      requestId: request.id,
      route,
      status,
      code: problem.code,
    };
    // Refusals in overload come by the thousand, and the metrics count them.
    const isFailure = status >= 500 && !(status === 503 && problem.cause === undefined);
    if (!isFailure) {
      // Not the message: it may repeat a part of the request, which may be a key in the wrong place.
      this.#log.debug(fields, title);
      return;
    }
    const reason = problem.cause ?? problem;
    const isKnown = isUnavailable(reason);
    const why = isKnown ? { cause: shortCause(reason) } : { err: reason };
    const cause = `${problem.code} ${nameOf(reason)} ${isKnown ? '' : route}`;
    this.#lines.add(cause, (count) =>
      this.#log.error({ ...fields, count, ...why }, problem.message),
    );
  }
}

/** What tells causes apart. Not the message, which may have a part that is never the same. */
function nameOf(reason: unknown): string {
  if (!(reason instanceof Error)) return typeof reason;
  return 'code' in reason ? String(reason.code) : reason.name;
}

function shortCause(reason: unknown): string {
  if (reason instanceof AggregateError) return reason.errors.map(shortCause).join('; ');
  return reason instanceof Error ? reason.message : String(reason);
}
