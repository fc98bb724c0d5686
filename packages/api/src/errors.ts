import { brandOf, UnkeyError, type ValidationIssue } from './unkey-error.js';

/**
 * The server, or a proxy in front of it, answered with an error. Each status that is part of the
 * API has its own class below. The others are plain `APIError`s.
 *
 * @example
 * const error = await unkey.apis.getApi({ apiId }).catch((reason: unknown) => reason);
 * if (error instanceof APIError) console.log(error.status, error.meta.requestId);
 */
export class APIError extends UnkeyError {
  declare readonly status: number;

  get meta(): { requestId: string } {
    return { requestId: this.requestId ?? '' };
  }

  /** The problem, as on the wire. */
  get error(): {
    title: string;
    type: string;
    detail: string;
    status: number;
    errors: readonly ValidationIssue[];
  } {
    const { title, type, detail, status, errors } = this;
    return { title, type, detail, status, errors };
  }

  /** `meta` and `error` together, as on the wire. */
  get data$(): { meta: APIError['meta']; error: APIError['error'] } {
    return { meta: this.meta, error: this.error };
  }
}

/**
 * 400: the request is not valid; `errors` lists why.
 *
 * @example
 * const error = await unkey.apis.createApi({ name: '' }).catch((reason: unknown) => reason);
 * if (error instanceof BadRequestErrorResponse) console.log(error.errors);
 */
export class BadRequestErrorResponse extends APIError {}

/**
 * 401: the root key is missing or unknown.
 *
 * @example
 * const error = await unkey.apis.getApi({ apiId }).catch((reason: unknown) => reason);
 * if (error instanceof UnauthorizedErrorResponse) console.log('check UNLATCH_ROOT_KEY');
 */
export class UnauthorizedErrorResponse extends APIError {}

/**
 * 403: the root key lacks a permission, is disabled or has expired.
 *
 * @example
 * const error = await unkey.apis.getApi({ apiId }).catch((reason: unknown) => reason);
 * if (error instanceof ForbiddenErrorResponse) console.log(error.detail);
 */
export class ForbiddenErrorResponse extends APIError {}

/**
 * 404: the object does not exist, or not in this workspace.
 *
 * @example
 * const error = await unkey.apis.getApi({ apiId }).catch((reason: unknown) => reason);
 * if (error instanceof NotFoundErrorResponse) console.log('no such API');
 */
export class NotFoundErrorResponse extends APIError {}

/**
 * 409: the object exists already.
 *
 * @example
 * const call = unkey.permissions.createRole({ name: 'editor' });
 * const error = await call.catch((reason: unknown) => reason);
 * if (error instanceof ConflictErrorResponse) console.log('it exists already');
 */
export class ConflictErrorResponse extends APIError {}

/**
 * 410: the object was deleted.
 *
 * @example
 * const check = { namespace: 'old', identifier: 'user_42', limit: 1, duration: 1000 };
 * const call = unkey.ratelimit.limit(check);
 * const error = await call.catch((reason: unknown) => reason);
 * if (error instanceof GoneErrorResponse) console.log('deleted');
 */
export class GoneErrorResponse extends APIError {}

/**
 * 412: a precondition is missing, such as a setting, or the object is protected.
 *
 * @example
 * const error = await unkey.apis.deleteApi({ apiId }).catch((reason: unknown) => reason);
 * if (error instanceof PreconditionFailedErrorResponse) console.log(error.detail);
 */
export class PreconditionFailedErrorResponse extends APIError {}

/**
 * 422: the request is well-formed but exceeds what the server can do.
 *
 * @example
 * const error = await unkey.keys.getKey({ keyId }).catch((reason: unknown) => reason);
 * if (error instanceof UnprocessableEntityErrorResponse) console.log(error.detail);
 */
export class UnprocessableEntityErrorResponse extends APIError {}

/**
 * 429: too many requests. `retryAfterMs` says how long to wait.
 *
 * @example
 * const error = await unkey.keys.getKey({ keyId }).catch((reason: unknown) => reason);
 * if (error instanceof TooManyRequestsErrorResponse) console.log(error.retryAfterMs);
 */
export class TooManyRequestsErrorResponse extends APIError {}

/**
 * 500: the server failed.
 *
 * @example
 * const error = await unkey.keys.getKey({ keyId }).catch((reason: unknown) => reason);
 * if (error instanceof InternalServerErrorResponse) console.log(error.requestId);
 */
export class InternalServerErrorResponse extends APIError {}

/**
 * 503: a part that the server depends on is down.
 *
 * @example
 * const error = await unkey.keys.getKey({ keyId }).catch((reason: unknown) => reason);
 * if (error instanceof ServiceUnavailableErrorResponse) console.log(error.retryAfterMs);
 */
export class ServiceUnavailableErrorResponse extends APIError {}

/**
 * The status is a success, but the body is not the JSON that the API describes. `body` contains it.
 *
 * @example
 * const error = await unkey.keys.getKey({ keyId }).catch((reason: unknown) => reason);
 * if (error instanceof ResponseValidationError) console.log(error.body);
 */
export class ResponseValidationError extends UnkeyError {
  declare readonly status: number;
}

/**
 * There is no answer.
 *
 * @example
 * const error = await unkey.keys.getKey({ keyId }).catch((reason: unknown) => reason);
 * if (error instanceof HTTPClientError) console.log(error.code);
 */
export class HTTPClientError extends UnkeyError {}

/**
 * No answer arrived, or the connection broke during the answer. `cause` is the error of `fetch`.
 *
 * @example
 * const error = await unkey.keys.getKey({ keyId }).catch((reason: unknown) => reason);
 * if (error instanceof ConnectionError) console.log(error.cause);
 */
export class ConnectionError extends HTTPClientError {}

/**
 * The time for the whole call, `timeoutMs`, is over.
 *
 * @example
 * const call = unkey.keys.getKey({ keyId }, { timeoutMs: 500 });
 * const error = await call.catch((reason: unknown) => reason);
 * if (error instanceof RequestTimeoutError) console.log('too slow');
 */
export class RequestTimeoutError extends HTTPClientError {}

/**
 * The caller's signal was aborted. `cause` is its reason.
 *
 * @example
 * const call = unkey.keys.getKey({ keyId }, { signal: AbortSignal.abort() });
 * const error = await call.catch((reason: unknown) => reason);
 * if (error instanceof RequestAbortedError) console.log(error.cause);
 */
export class RequestAbortedError extends HTTPClientError {}

/**
 * The call cannot be sent: no root key, a wrong address, or a value that JSON cannot express. With
 * the code `client/option_failed`, an option such as the function `rootKey` failed; `cause` is its
 * error.
 *
 * @example
 * const error = await unkey.keys.getKey({ keyId }).catch((reason: unknown) => reason);
 * if (error instanceof InvalidRequestError) console.log(error.detail);
 */
export class InvalidRequestError extends HTTPClientError {
  constructor(detail: string, options?: { cause: unknown; code?: string }) {
    super({ code: 'client/invalid_request', detail, ...options });
  }
}

// On the prototype, as with built-in errors. The names are literals, because minifiers rename
// classes.
for (const [name, errorClass] of Object.entries({
  UnkeyError,
  APIError,
  BadRequestErrorResponse,
  UnauthorizedErrorResponse,
  ForbiddenErrorResponse,
  NotFoundErrorResponse,
  ConflictErrorResponse,
  GoneErrorResponse,
  PreconditionFailedErrorResponse,
  UnprocessableEntityErrorResponse,
  TooManyRequestsErrorResponse,
  InternalServerErrorResponse,
  ServiceUnavailableErrorResponse,
  ResponseValidationError,
  HTTPClientError,
  ConnectionError,
  RequestTimeoutError,
  RequestAbortedError,
  InvalidRequestError,
})) {
  errorClass.prototype.name = name;
  Object.defineProperty(errorClass.prototype, brandOf(name), { value: true });
}
