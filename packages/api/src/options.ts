import type { Hooks, Logger } from './hooks.js';

/** How often to try, and how long to wait in between. */
export interface RetryOptions {
  /** Tries in total, the first one included; 1 means no retries. Default 3, for checks 2. */
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
      /** All in milliseconds but `exponent`, the growth per retry. */
      backoff?:
        | { initialInterval: number; maxInterval: number; exponent: number; maxElapsedTime: number }
        | undefined;
      /** Whether to try again when the connection fails. Default false. */
      retryConnectionErrors?: boolean | undefined;
    };

/** The part of the standard `fetch` that the client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<FetchResponse>;

/** The part of the standard `Response` that the client uses. */
export type FetchResponse = Pick<Response, 'status' | 'statusText' | 'headers' | 'text'>;

export interface UnkeyOptions {
  /**
   * The root key, or a function that fetches it, called once per call.
   * Default: the environment variable `UNKEY_ROOT_KEY`.
   */
  rootKey?: string | (() => string | Promise<string>) | undefined;
  /**
   * Where the service is; a path in front of `/v2` is kept.
   * Default: the environment variable `UNLATCH_URL`, else `http://localhost:7070`.
   */
  serverURL?: string | undefined;
  /**
   * The time for a whole call in milliseconds: all tries, waits and reading the answer.
   * `Infinity` lifts the limit. Default 10 000, for checks 2 000.
   */
  timeoutMs?: number | undefined;
  retry?: RetryOptions | undefined;
  retryConfig?: RetryConfig | undefined;
  /** Used instead of the global `fetch`: for proxies, keep-alive agents and tests. */
  fetch?: Fetch | undefined;
  /** The `HTTPClient` of `@unkey/api`, for code that moves over. Prefer `fetch` and `hooks`. */
  httpClient?: { request(request: Request): Promise<Response> } | undefined;
  hooks?: Hooks | undefined;
  /** Gets a line for every event that hooks would see, such as `console`. No secrets. */
  debugLogger?: Logger | undefined;
  /** Sent as User-Agent, except from browsers. Default `unlatch-api/<version>`. */
  userAgent?: string | undefined;
  /**
   * Whether to run in a browser. A root key in a page belongs to everyone who opens it, so the
   * client refuses by default. Default false.
   */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/** Options of one call; what is set here wins. All further options of `fetch` are passed on. */
export interface RequestOptions
  extends Omit<RequestInit, 'method' | 'body' | 'headers' | 'signal'> {
  timeoutMs?: number | undefined;
  retry?: RetryOptions | undefined;
  retries?: RetryConfig | undefined;
  serverURL?: string | URL | undefined;
  /** Gives the call up when aborted, in the middle of a wait too. `timeoutMs` still holds. */
  signal?: AbortSignal | null | undefined;
  /** Added to the client's own; one of the same name replaces it. */
  headers?: RequestInit['headers'] | undefined;
  /**
   * Names this change, so that a server which has seen it answers as it did the first time. All
   * tries of one call share a key anyway; pass your own to make two calls the same change.
   * Default: random for operations that change something, none for checks.
   */
  idempotencyKey?: string | undefined;
}
