/** One error in a request that did not pass validation. */
export interface ValidationIssue {
  /** The place in the request, such as `body.ratelimits[0].limit`. */
  location: string;
  message: string;
  /** How to correct it, if the server knows. */
  fix?: string | undefined;
}

/** The HTTP response that an error came with. */
export interface ErrorAnswer {
  headers: Headers;
  body: string;
}

export interface ErrorDetails {
  code: string;
  detail: string;
  title?: string | undefined;
  type?: string | undefined;
  status?: number | undefined;
  requestId?: string | undefined;
  errors?: readonly ValidationIssue[] | undefined;
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/**
 * The base class of every error that a call can throw.
 *
 * `code` is the reason, for programs:
 * - `data/api_not_found` and the like: the last two parts of the problem's address;
 * - `http/<status>`: the answer was not a problem document, as with a proxy's 502;
 * - `client/…`: there was no usable answer.
 *
 * @example
 * try {
 *   await unkey.apis.getApi({ apiId });
 * } catch (error) {
 *   if (error instanceof UnkeyError && error.code === 'data/api_not_found') return undefined;
 *   throw error;
 * }
 */
export class UnkeyError extends Error {
  /**
   * `instanceof` compares the name of the class, not its identity. A program may contain two copies
   * of this package: one imported and one required, or two versions.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: it is the class that stands after `instanceof`.
    const brand = brandOf(this.prototype.name);
    // A class that you derive has the name of its parent, and `instanceof` compares its identity as
    // usual.
    // biome-ignore lint/complexity/noThisInStatic: as above.
    if (!Object.hasOwn(this.prototype, brand)) return super[Symbol.hasInstance](value);
    return typeof value === 'object' && value !== null && brand in value;
  }

  readonly code: string;
  /** The HTTP status; undefined if no answer arrived. */
  readonly status: number | undefined;
  /** The id of the request, as in the server's log. */
  readonly requestId: string | undefined;
  /** The reason, for people. The same as `message`. */
  readonly detail: string;
  /** The kind of problem, for people. */
  readonly title: string;
  /** The address of the problem's documentation. */
  readonly type: string;
  readonly errors: readonly ValidationIssue[];
  /** How long the server asks to wait before the next try, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  // Private, so that printing an error does not print the whole answer: it may contain a new key.
  readonly #answer: ErrorAnswer | undefined;

  constructor(details: ErrorDetails, answer?: ErrorAnswer) {
    super(details.detail, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = details.code;
    this.status = details.status;
    this.requestId = details.requestId;
    this.detail = details.detail;
    this.title = details.title ?? '';
    this.type = details.type || 'about:blank';
    this.errors = details.errors ?? [];
    this.retryAfterMs = details.retryAfterMs;
    this.#answer = answer;
  }

  /** The same as `status`, or 0 if no answer arrived. */
  get statusCode(): number {
    return this.status ?? 0;
  }

  /** The headers of the answer; empty if no answer arrived. */
  get headers(): Headers {
    return this.#answer?.headers ?? new Headers();
  }

  /** The body as it arrived, JSON or not; empty if no answer arrived. */
  get body(): string {
    return this.#answer?.body ?? '';
  }
}

/**
 * The server, or a proxy in front of it, answered with an error. Each status that is part of the
 * API has its own class below. The others are plain `APIError`s.
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

/** 400: the request is not valid; `errors` lists why. */
export class BadRequestErrorResponse extends APIError {}

/** 401: the root key is missing or unknown. */
export class UnauthorizedErrorResponse extends APIError {}

/** 403: the root key lacks a permission, is disabled or has expired. */
export class ForbiddenErrorResponse extends APIError {}

/** 404: the object does not exist, or not in this workspace. */
export class NotFoundErrorResponse extends APIError {}

/** 409: the object exists already. */
export class ConflictErrorResponse extends APIError {}

/** 410: the object was deleted. */
export class GoneErrorResponse extends APIError {}

/** 412: a precondition is missing, such as a setting, or the object is protected. */
export class PreconditionFailedErrorResponse extends APIError {}

/** 422: the request is well-formed but exceeds what the server can do. */
export class UnprocessableEntityErrorResponse extends APIError {}

/** 429: too many requests. `retryAfterMs` says how long to wait. */
export class TooManyRequestsErrorResponse extends APIError {}

/** 500: the server failed. */
export class InternalServerErrorResponse extends APIError {}

/** 503: a part that the server depends on is down. */
export class ServiceUnavailableErrorResponse extends APIError {}

/**
 * The status is a success, but the body is not the JSON that the API describes. `body` contains it.
 */
export class ResponseValidationError extends UnkeyError {
  declare readonly status: number;
}

/** There is no answer. */
export class HTTPClientError extends UnkeyError {}

/**
 * No answer arrived, or the connection broke during the answer. `cause` is the error of `fetch`.
 */
export class ConnectionError extends HTTPClientError {}

/** The time for the whole call, `timeoutMs`, is over. */
export class RequestTimeoutError extends HTTPClientError {}

/** The caller's signal was aborted. `cause` is its reason. */
export class RequestAbortedError extends HTTPClientError {}

/**
 * The call cannot be sent: no root key, a wrong address, or a value that JSON cannot express. With
 * the code `client/option_failed`, an option such as the function `rootKey` failed; `cause` is its
 * error.
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

function brandOf(name: string): symbol {
  return Symbol.for(`@unlatch/api/${name}`);
}
