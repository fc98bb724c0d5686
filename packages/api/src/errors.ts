/** One complaint about a request that did not validate. */
export interface ValidationIssue {
  /** Where in the request, such as `body.ratelimits[0].limit`. */
  location: string;
  message: string;
  /** How to put it right, where the server knows. */
  fix?: string | undefined;
}

/** What came over the wire with an answer that is an error. */
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
 * The root of everything that a call can throw.
 *
 * `code` says what went wrong, for programs: the last two parts of the problem's address, such as
 * `data/api_not_found`; `http/<status>` when the answer was no problem document, as a proxy's 502;
 * `client/…` when there was no usable answer at all.
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
   * `instanceof` goes by the name of the class, not by its identity: a program may hold two copies
   * of this package, such as one that was imported and one that was required, or two versions.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: it is the class that stands after `instanceof`.
    const brand = brandOf(this.prototype.name);
    // A class that you derive has the name of its parent, and is known by identity as usual.
    // biome-ignore lint/complexity/noThisInStatic: as above.
    if (!Object.hasOwn(this.prototype, brand)) return super[Symbol.hasInstance](value);
    return typeof value === 'object' && value !== null && brand in value;
  }

  readonly code: string;
  /** The HTTP status; undefined when no answer arrived. */
  readonly status: number | undefined;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;
  /** What went wrong this time, for people. The same as `message`. */
  readonly detail: string;
  /** What kind of problem it is, for people. */
  readonly title: string;
  /** The address of the problem's documentation. */
  readonly type: string;
  readonly errors: readonly ValidationIssue[];
  /** How long the server asks to wait before the next try, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  // Private, so that printing an error does not print a whole answer: a new key may be in it.
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

  /** The same as `status`, or 0 when no answer arrived. */
  get statusCode(): number {
    return this.status ?? 0;
  }

  /** Those of the answer; none when no answer arrived. */
  get headers(): Headers {
    return this.#answer?.headers ?? new Headers();
  }

  /** The body as it came, JSON or not; empty when no answer arrived. */
  get body(): string {
    return this.#answer?.body ?? '';
  }
}

/**
 * The server, or a proxy in front of it, answered with an error. Statuses that are part of the
 * API have a class of their own below; the others are plain `APIError`s.
 */
export class APIError extends UnkeyError {
  declare readonly status: number;

  get meta(): { requestId: string } {
    return { requestId: this.requestId ?? '' };
  }

  /** The problem in the shape that it has on the wire. */
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

/** 404: it does not exist, or not in this workspace. */
export class NotFoundErrorResponse extends APIError {}

/** 409: it exists already. */
export class ConflictErrorResponse extends APIError {}

/** 410: it was deleted. */
export class GoneErrorResponse extends APIError {}

/** 412: something has to be set up or unprotected first. */
export class PreconditionFailedErrorResponse extends APIError {}

/** 422: the request is well-formed but asks for too much. */
export class UnprocessableEntityErrorResponse extends APIError {}

/** 429: too many requests; `retryAfterMs` says when to come back. */
export class TooManyRequestsErrorResponse extends APIError {}

/** 500: the server failed. */
export class InternalServerErrorResponse extends APIError {}

/** 503: something that the server depends on is down. */
export class ServiceUnavailableErrorResponse extends APIError {}

/** The answer says success but is not the JSON that the API promises; `body` holds it. */
export class ResponseValidationError extends UnkeyError {
  declare readonly status: number;
}

/** There is no answer. */
export class HTTPClientError extends UnkeyError {}

/** No answer arrived, or it broke off. `cause` holds what `fetch` reported. */
export class ConnectionError extends HTTPClientError {}

/** The time for the whole call, `timeoutMs`, was used up. */
export class RequestTimeoutError extends HTTPClientError {}

/** The caller's signal was aborted. `cause` holds its reason. */
export class RequestAbortedError extends HTTPClientError {}

/**
 * The call cannot be sent as it is: no root key, a bad address, a value that JSON has no form for.
 * With the code `client/option_failed`, an option such as the function `rootKey` failed; `cause`
 * says why.
 */
export class InvalidRequestError extends HTTPClientError {
  constructor(detail: string, options?: { cause: unknown; code?: string }) {
    super({ code: 'client/invalid_request', detail, ...options });
  }
}

// On the prototype, as with built-in errors, and spelled out, because minifiers rename classes.
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
