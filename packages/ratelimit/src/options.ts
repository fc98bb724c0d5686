import type { UnkeyError, UnkeyOptions } from '@unlatch/api';
import type { UnkeyCore } from '@unlatch/api/core';
import type { Check } from './check.js';
import type { Cache } from './denial-memory.js';
import type { Duration } from './duration.js';
import type { RatelimitResponse, RatelimitResult } from './response.js';

/** The allowed usage within a time. */
export interface Limit {
  /** The allowed usage within one window. */
  limit: number;
  /** The length of the window: text such as `'10s'`, or milliseconds. From one second to 30 days. */
  duration: Duration | number;
}

export interface LimitOptions {
  /** The cost of this request; 0 only reads. Default 1. */
  cost?: number | undefined;
  /**
   * Replaces the limit of the constructor. An override of the identifier in the service comes
   * before both.
   */
  limit?: Limit | undefined;
}

/** One item of a `multiLimit`. */
export interface MultiLimitRequest extends LimitOptions {
  identifier: string;
  /** Replaces the namespace of the constructor. */
  namespace?: string | undefined;
}

/** The answer if the service cannot be asked. */
export interface Failure {
  identifier: string;
  /** The error of the client, with `code`, `status` and `requestId`. */
  error: UnkeyError;
}

type Awaitable<T> = T | Promise<T>;

/** The service to ask, and the policy for when it does not answer. */
export interface ServiceOptions {
  /**
   * The root key, or a function that fetches it.
   * Default: the environment variable `UNLATCH_ROOT_KEY`, else `UNKEY_ROOT_KEY`.
   */
  rootKey?: UnkeyOptions['rootKey'];
  /**
   * The address of the service. Default: the environment variable `UNLATCH_URL`, else
   * `http://localhost:7070`.
   */
  serverURL?: string | undefined;
  /** Another name of `serverURL`, for code that moves over. */
  baseUrl?: string | undefined;
  /**
   * A client to use instead of a new one, with its address, retries, hooks and `fetch`. `rootKey`
   * and `serverURL` are then ignored. An `Unkey` or an `UnkeyCore`.
   */
  unkey?: UnkeyCore | undefined;
}

export interface RatelimitConfig extends Limit, ServiceOptions {
  /** Counters of different namespaces are independent. */
  namespace: string;
  /**
   * The time for an answer, after which the request is aborted, and the answer to give then.
   * `false` means no limit. Default: 2 seconds, or the setting of the injected client, and then
   * `onFailure`.
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
  /** The answer when the service failed for another reason than the time. */
  onError?: ((error: UnkeyError, identifier: string) => Awaitable<RatelimitResponse>) | undefined;
  /**
   * The answer when the service failed and neither `timeout.fallback` nor `onError` covers the
   * case: `'allow'`, `'deny'` or a function. Default: a timeout is refused, every other error is
   * thrown.
   */
  onFailure?:
    | 'allow'
    | 'deny'
    | ((failure: Failure) => Awaitable<'allow' | 'deny' | RatelimitResponse>)
    | undefined;
  /**
   * The Map that remembers the usage of this process, to refuse without a request what the service
   * would refuse. Limiters may share a Map; `false` remembers nothing. Default: a new Map.
   */
  cache?: Cache | false | undefined;
  /**
   * Whether to answer from memory and report to the service afterwards, every `syncMs` milliseconds
   * (default 1000). The README says how exact that is. Default false.
   */
  async?: boolean | { syncMs: number } | undefined;
  /** Accepted for code that moves over. There is no telemetry. */
  disableTelemetry?: boolean | undefined;
}

/**
 * The interface for code that only checks limits, so that tests can replace the limiter.
 *
 * @example
 * const always: Ratelimiter = new NoopRatelimit();
 */
export interface Ratelimiter {
  limit: (identifier: string, options?: LimitOptions) => Promise<RatelimitResponse>;
}

/** The answer when the service gave none. */
export type OnFailure = (check: Check, error: UnkeyError) => Promise<RatelimitResult>;
