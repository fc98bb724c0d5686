import type { Hooks, Logger } from './hooks.js';

/** How often to try, and how long to wait in between. */
export interface RetryOptions {
  /** Attempts in total, the first one included; 1 means no retries. Default 3, for checks 2. */
  attempts?: number | undefined;
  /**
   * The wait in milliseconds before retry number `retry`, from 1. By default a random time below
   * 100 ms, doubled with each retry up to 2 s; for checks below 25 ms, up to 100 ms.
   */
  backoff?: ((retry: number) => number) | undefined;
}

/** The retry options of `@unkey/api`, for code that moves over. Prefer `retry`. */
export type RetryConfig =
  | { strategy: 'none' }
  | {
      strategy: 'backoff';
      /** All in milliseconds except `exponent`, the growth per retry. */
      backoff?:
        | { initialInterval: number; maxInterval: number; exponent: number; maxElapsedTime: number }
        | undefined;
      /** Whether to try again when the connection fails. Default false. */
      retryConnectionErrors?: boolean | undefined;
    };

/** The part of the standard `fetch` that the client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<FetchResponse>;

/**
 * The part of the standard `Response` that the client uses. With `body` the client reads no more
 * than 32 MiB; without it, `text` must see to that.
 */
export type FetchResponse = Pick<Response, 'status' | 'statusText' | 'headers' | 'text'> &
  Partial<Pick<Response, 'body'>>;

/** The options of a client. All may be left out. */
export interface UnkeyOptions {
  /**
   * The root key, or a function that fetches it, called once per call.
   * Default: the environment variable `UNLATCH_ROOT_KEY`, else `UNKEY_ROOT_KEY`.
   */
  rootKey?: string | (() => string | Promise<string>) | undefined;
  /**
   * The address of the service, with or without `/v2` at its end. A path in front of that is kept.
   * Default: the environment variable `UNLATCH_URL`, else `http://localhost:7070`.
   */
  serverURL?: string | undefined;
  /** Has no effect: there is one server. For code that moves over from `@unkey/api`. */
  serverIdx?: number | undefined;
  /**
   * The time for a whole call in milliseconds: all attempts, waits and reading the answer.
   * `Infinity` removes the limit. Default 10 000, for checks 2 000.
   */
  timeoutMs?: number | undefined;
  /** How often to try, and how long to wait in between. A call may have its own. */
  retry?: RetryOptions | undefined;
  /** The same, in the form of `@unkey/api`. */
  retryConfig?: RetryConfig | undefined;
  /** Replaces the global `fetch`: for proxies, keep-alive agents and tests. */
  fetch?: Fetch | undefined;
  /** The `HTTPClient` of `@unkey/api`, for code that moves over. Prefer `fetch` and `hooks`. */
  httpClient?: { request(request: Request): Promise<Response> } | undefined;
  /** Functions for logs and metrics. */
  hooks?: Hooks | undefined;
  /** Gets a line for each event that hooks would get, such as `console`. No secrets. */
  debugLogger?: Logger | undefined;
  /** Sent as User-Agent, except from browsers. Default `unlatch-api/<version>`. */
  userAgent?: string | undefined;
  /**
   * Whether to run in a browser. Everyone who opens a page can read a root key in it, so the client
   * refuses by default. Default false.
   */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/**
 * Options of one call. They override those of the client. All other options of `fetch` are passed
 * on.
 */
export interface RequestOptions
  extends Omit<RequestInit, 'method' | 'body' | 'headers' | 'signal'> {
  /** The time for this call in milliseconds, all attempts included. */
  timeoutMs?: number | undefined;
  /** How often to try this call. */
  retry?: RetryOptions | undefined;
  /** The same, in the form of `@unkey/api`. */
  retries?: RetryConfig | undefined;
  /** The address of the service for this call. */
  serverURL?: string | URL | undefined;
  /** Ends the call when aborted, also during a wait. `timeoutMs` still applies. */
  signal?: AbortSignal | null | undefined;
  /** Added to the client's headers. One of the same name replaces the client's. */
  headers?: RequestInit['headers'] | undefined;
  /**
   * Has no effect: a call is repeated after 408, 429, and 5xx but 501, if that is safe. For code
   * that moves over from `@unkey/api`.
   */
  retryCodes?: readonly string[] | undefined;
  /**
   * Identifies this change, so that the server gives a repeated request the first answer. All
   * attempts of one call share a key. Pass your own to make two calls the same change. Default:
   * random for operations that change something, none for checks.
   */
  idempotencyKey?: string | undefined;
}
