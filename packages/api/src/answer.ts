import {
  APIError,
  BadRequestErrorResponse,
  ConflictErrorResponse,
  ForbiddenErrorResponse,
  GoneErrorResponse,
  InternalServerErrorResponse,
  NotFoundErrorResponse,
  PreconditionFailedErrorResponse,
  ResponseValidationError,
  ServiceUnavailableErrorResponse,
  TooManyRequestsErrorResponse,
  UnauthorizedErrorResponse,
  UnprocessableEntityErrorResponse,
} from './errors.js';
import { ANSWER_BYTES_MAX } from './read-body.js';
import type { Reply } from './reply.js';
import { type Failure, parseRetryAfterMs } from './retry.js';
import type { UnkeyError, ValidationIssue } from './unkey-error.js';

/** The fields of every successful answer. */
export interface Envelope {
  meta: { requestId: string };
  /** An object, or a list. Answers without one were never successes of this API. */
  data: unknown;
}

export type Outcome =
  | { ok: true; reply: Reply<Envelope> }
  | { ok: false; error: UnkeyError; failure: Failure };

/** An answer that was read to its end. */
export interface Answer {
  status: number;
  statusText: string;
  headers: Headers;
  /** Undefined if it was too large to be read. */
  body: string | undefined;
}

/** Turns an answer into the envelope or into the error of its status. */
export function readAnswer(answer: Answer, nowMs: number, isList = false): Outcome {
  const { status, headers, body: text = '' } = answer;
  const body = parseJson(text);
  if (status < 200 || status > 299) return readError(answer, body, nowMs);
  if (isEnvelope(body, isList)) {
    return { ok: true, reply: { value: body, requestId: body.meta.requestId, status, headers } };
  }
  const error = new ResponseValidationError(
    {
      code: 'client/invalid_response',
      status,
      requestId: requestIdOf(body, headers),
      // Without the parser's error as cause: its message quotes the text, which may contain a new
      // key.
      detail:
        answer.body === undefined
          ? `the server answered ${status} with more than ${ANSWER_BYTES_MAX} bytes`
          : `the server answered ${status} with something that is not an API answer`,
    },
    { headers, body: text },
  );
  return { ok: false, error, failure: { kind: 'final' } };
}

function readError(answer: Answer, body: unknown, nowMs: number): Outcome {
  const { status, headers } = answer;
  const problem = field(body, 'error');
  const title = text(field(problem, 'title')) || answer.statusText;
  const type = text(field(problem, 'type'));
  const retryAfterMs = parseRetryAfterMs(headers.get('retry-after'), nowMs);
  const errors = field(problem, 'errors');
  const details = {
    status,
    title,
    type,
    code: codeOf(type) ?? `http/${status}`,
    detail: text(field(problem, 'detail')) || title || `the server answered ${status}`,
    requestId: requestIdOf(body, headers),
    errors: Array.isArray(errors) ? errors.filter(isIssue) : [],
    retryAfterMs,
  };
  const ErrorClass = classByStatus.get(status) ?? APIError;
  return {
    ok: false,
    error: new ErrorClass(details, { headers, body: answer.body ?? '' }),
    failure: { kind: 'status', status, retryAfterMs },
  };
}

// The status alone decides. So a failure that the operation's description does not list has its
// type too.
const classByStatus = new Map([
  [400, BadRequestErrorResponse],
  [401, UnauthorizedErrorResponse],
  [403, ForbiddenErrorResponse],
  [404, NotFoundErrorResponse],
  [409, ConflictErrorResponse],
  [410, GoneErrorResponse],
  [412, PreconditionFailedErrorResponse],
  [422, UnprocessableEntityErrorResponse],
  [429, TooManyRequestsErrorResponse],
  [500, InternalServerErrorResponse],
  [503, ServiceUnavailableErrorResponse],
]);

/** The last two parts of a problem's address. The server's part of the address does not matter. */
function codeOf(type: string | undefined): string | undefined {
  const [address = ''] = (type ?? '').split(/[?#]/);
  const parts = address.split('/').filter(Boolean).slice(-2);
  return parts.length === 2 ? parts.join('/') : undefined;
}

function requestIdOf(body: unknown, headers: Headers): string | undefined {
  return text(field(field(body, 'meta'), 'requestId')) ?? headers.get('x-request-id') ?? undefined;
}

function isEnvelope(body: unknown, isList: boolean): body is Envelope {
  const data = field(body, 'data');
  const hasData = isList ? Array.isArray(data) : typeof data === 'object' && data !== null;
  return hasData && text(field(field(body, 'meta'), 'requestId')) !== undefined;
}

function isIssue(issue: unknown): issue is ValidationIssue {
  return text(field(issue, 'message')) !== undefined;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
