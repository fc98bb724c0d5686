import type { AnyErrorCode } from './error-code.js';

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

  /** The reason, for programs. */
  readonly code: AnyErrorCode;
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

  /** For this package only: errors come from calls. It may change with any version. */
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

/** The mark by which `instanceof` knows a class in every copy of the package. */
export function brandOf(name: string): symbol {
  return Symbol.for(`@unlatch/api/${name}`);
}
