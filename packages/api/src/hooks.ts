import type { UnkeyError } from './errors.js';

export interface RequestEvent {
  /** Such as `keys.verifyKey`. */
  operation: string;
  /** From 1; above that it is a retry. */
  attempt: number;
}

export interface ResponseEvent extends RequestEvent {
  status: number;
  requestId: string | undefined;
  /** From the start of this attempt until its answer was read. */
  durationMs: number;
}

export interface RetryEvent extends RequestEvent {
  /** Why this attempt failed. */
  error: UnkeyError;
  /** How long the client waits before the next attempt. */
  waitMs: number;
}

export interface ErrorEvent {
  operation: string;
  error: UnkeyError;
  /** The whole call, waits included. */
  durationMs: number;
}

/**
 * Functions to log or measure with. Events carry no headers and no bodies, so no root key and no
 * key. Hooks only watch: the client does not wait for them, and what they throw is dropped.
 *
 * @example
 * new Unkey({ hooks: { onRetry: ({ operation, waitMs }) => console.warn(operation, waitMs) } });
 */
export interface Hooks {
  onRequest?: ((event: RequestEvent) => unknown) | undefined;
  onResponse?: ((event: ResponseEvent) => unknown) | undefined;
  onRetry?: ((event: RetryEvent) => unknown) | undefined;
  onError?: ((event: ErrorEvent) => unknown) | undefined;
}

/** Calls a hook at once; neither a throw nor a rejected promise gets out. */
export async function notify<E>(
  hook: ((event: E) => unknown) | undefined,
  event: E,
): Promise<void> {
  try {
    await hook?.(event);
  } catch {
    // A broken logger must not break the request that it watches.
  }
}
