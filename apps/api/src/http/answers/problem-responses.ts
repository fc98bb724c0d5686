import { PROBLEMS } from '@unlatch/contract/problems/catalogue';
import { errorTypeOf } from '@unlatch/contract/problems/error-types';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Problem } from '../../domain/problems.js';
import { describeUnavailable, isUnavailable } from '../../store/database/failures.js';
import { countAnswer } from '../admission/admission.js';
import { addressOf } from '../requests/host.js';
import { FailureLog } from './failure-log.js';

/**
 * When the database was not available, clients are told to repeat the request after so many
 * seconds.
 */
const RETRY_AFTER_SECONDS = 1;

interface ProblemContext {
  readonly log: Logger;
  /** Base of the links in `error.type`; `undefined`: the address that the request was sent to. */
  readonly publicUrl: string | undefined;
}

/** The one place where any failure becomes a response. */
export function respondWithProblem({ log, publicUrl }: ProblemContext) {
  const failures = new FailureLog(log);
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = toProblem(error, request);
    const { status } = PROBLEMS[problem.code];
    failures.add(request, problem);
    countAnswer(request, status);
    request.routeOptions.config.logAnswer?.(request, { status, code: problem.code });
    if (problem.retryAfterSeconds !== undefined) {
      reply.header('retry-after', problem.retryAfterSeconds);
    }
    if (problem.code.startsWith('unkey/authentication/')) {
      reply.header('www-authenticate', 'Bearer');
    }
    const base = publicUrl ?? addressOf(request);
    return reply
      .code(status)
      .type(errorTypeFor(request, status))
      .serializer(JSON.stringify)
      .send(problemDocument(problem, request.id, base));
  };
}

export function problemDocument(problem: Problem, requestId: string, base: string) {
  const { status, title } = PROBLEMS[problem.code];
  return {
    meta: { requestId },
    error: {
      title,
      detail: problem.message,
      status,
      type: `${base}/docs/errors/${problem.code}`,
      // The contract has this list only where the request itself is at fault.
      ...(status === 400 || status === 408 || status === 413 ? { errors: problem.violations } : {}),
    },
  };
}

/**
 * Clients that name problem+json, or accept anything, get it. The others get what the operation
 * declares for this status.
 */
function errorTypeFor({ headers: { accept }, routeOptions }: FastifyRequest, status: number) {
  const wanted = accept?.split(',').map((entry) => entry.split(';')[0]?.trim().toLowerCase()) ?? [];
  const takesProblem = ['application/problem+json', 'application/*', '*/*'].some((type) =>
    wanted.includes(type),
  );
  if (takesProblem) return 'application/problem+json';
  return errorTypeOf({ errorTypes: routeOptions.config.errorTypes ?? 'usual' }, status);
}

function toProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (isFastifyError(error)) {
    const problem = fromFastify(error, request);
    if (problem !== undefined) return problem;
  }
  if (isUnavailable(error)) {
    return new Problem('unkey/application/service_unavailable', describeUnavailable(error), {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      cause: error,
    });
  }
  return new Problem(
    'unkey/application/unexpected_error',
    'The service failed unexpectedly. The request id finds the reason in its logs.',
    { cause: error },
  );
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/** Failures that the framework reports before a handler runs. */
function fromFastify(error: FastifyError, request: FastifyRequest): Problem | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return invalidRequest('headers.content-type', 'must be application/json');
    case 'FST_ERR_BAD_URL':
      return new Problem('user/bad_request/request_body_unreadable', error.message);
    case 'ECONNRESET':
      // The connection to the database can fail with the same code.
      if (request.raw.errored !== error) return undefined;
      return new Problem('user/bad_request/request_body_unreadable', error.message);
    default:
      return undefined;
  }
}

export function invalidRequest(location: string, message: string): Problem {
  return invalidBody([{ location, message }]);
}

export function invalidBody(violations: readonly { location: string; message: string }[]): Problem {
  const first = violations[0];
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : '';
  return new Problem(
    'unkey/application/invalid_input',
    first === undefined ? 'The request is not valid.' : `${first.location} ${first.message}${more}`,
    { violations },
  );
}
