import type { UnkeyError, UnkeyOptions } from '@unlatch/api';
import type { UnkeyCore } from '@unlatch/api/core';
import type { Check } from './check.js';
import type { Cache } from './denial-memory.js';
import type { Duration } from './duration.js';
import type { RatelimitResponse, RatelimitResult } from './response.js';

/** How much may be used within which time. */
export interface Limit {
  /** How much may be used within one window. */
  limit: number;
  /** The length of the window: text such as `'10s'`, or milliseconds. From one second to 30 days. */
  duration: Duration | number;
}

export interface LimitOptions {
  /** How much this request uses; 0 only looks. Default 1. */
  cost?: number | undefined;
  /**
   * Instead of the limit of the constructor. An override that the service has for the identifier
   * goes before both.
   */
  limit?: Limit | undefined;
}

/** One item of a `multiLimit`. */
export interface MultiLimitRequest extends LimitOptions {
  identifier: string;
  /** Instead of the namespace of the constructor. */
  namespace?: string | undefined;
}

/** What happens to a request when the service cannot be asked. */
export interface Failure {
  identifier: string;
  /** With `code`, `status` and `requestId`, as the client threw it. */
  error: UnkeyError;
}

type Awaitable<T> = T | Promise<T>;

/** The service to ask, and what to do when it does not answer. */
export interface ServiceOptions {
  /**
   * The root key, or a function that fetches it.
   * Default: the environment variable `UNKEY_ROOT_KEY`.
   */
  rootKey?: UnkeyOptions['rootKey'];
  /**
   * Where the service is.
   * Default: the environment variable `UNLATCH_URL`, else `http://localhost:7070`.
   */
  serverURL?: string | undefined;
  /** Another name of `serverURL`, for code that moves over. */
  baseUrl?: string | undefined;
  /**
   * A client to use instead of an own one, with its address, retries, hooks and `fetch`; `rootKey`
   * and `serverURL` are ignored then. An `Unkey` or an `UnkeyCore`.
   */
  unkey?: UnkeyCore | undefined;
}

export interface RatelimitConfig extends Limit, ServiceOptions {
  /** Counters of different namespaces have nothing to do with each other. */
  namespace: string;
  /**
   * How long to wait for an answer before the request is aborted, and what to answer then. `false`
   * waits for ever. Default: 2 seconds or what the injected client says, and then `onFailure`.
   */
  timeout?:
    | {
        ms: number | Duration;
        fallback?:
          | RatelimitResponse
          | ((identifier: string) => Awaitable<RatelimitResponse>)
          | undefined;
      }
    | false
    | undefined;
  /** Answers when the service failed in another way than by being late. */
  onError?: ((error: UnkeyError, identifier: string) => Awaitable<RatelimitResponse>) | undefined;
  /**
   * Answers whenever the service could not be asked and neither `timeout.fallback` nor `onError`
   * is there for the case: lets everything pass, nothing, or what a function says.
   * Default: what comes too late is refused, every other error is thrown.
   */
  onFailure?:
    | 'allow'
    | 'deny'
    | ((failure: Failure) => Awaitable<'allow' | 'deny' | RatelimitResponse>)
    | undefined;
  /**
   * Where to remember what this process used, to refuse without a request what the service would
   * refuse. Several limiters may share a Map; `false` remembers nothing. Default: a Map of its own.
   */
  cache?: Cache | false | undefined;
  /**
   * Whether to answer from memory and tell the service afterwards, every `syncMs` milliseconds
   * (default 1000). The README says how exact that is. Default false.
   */
  async?: boolean | { syncMs: number } | undefined;
  /** Accepted for code that moves over. There is no telemetry. */
  disableTelemetry?: boolean | undefined;
}

/**
 * What code that only checks limits should ask for, so that tests can pass something else.
 *
 * @example
 * const always: Ratelimiter = new NoopRatelimit();
 */
export interface Ratelimiter {
  limit: (identifier: string, options?: LimitOptions) => Promise<RatelimitResponse>;
}

/** Gives the answer when the service gave none. */
export type OnFailure = (check: Check, error: UnkeyError) => Promise<RatelimitResult>;
