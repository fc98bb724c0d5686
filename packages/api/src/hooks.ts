import type { UnkeyError } from './unkey-error.js';

/** An attempt begins. */
export interface RequestEvent {
  /** Such as `keys.verifyKey`. */
  operation: string;
  /** From 1; a larger number is a retry. */
  attempt: number;
}

/** An attempt was answered, with any status. */
export interface ResponseEvent extends RequestEvent {
  status: number;
  requestId: string | undefined;
  /** From the start of this attempt until the client has read its answer. */
  durationMs: number;
}

/** An attempt failed, and there will be another one. */
export interface RetryEvent extends RequestEvent {
  /** Why this attempt failed. */
  error: UnkeyError;
  /** How long the client waits before the next attempt. */
  waitMs: number;
}

/** A call failed: no attempt is left, or none could help. */
export interface ErrorEvent {
  operation: string;
  error: UnkeyError;
  /** The time of the whole call, waits included. */
  durationMs: number;
}

/**
 * Functions for logs and metrics. A printed event shows no headers and no bodies, so no root key
 * and no key; `error.body` contains the answer. The client does not wait for hooks and ignores what
 * they throw.
 *
 * @example
 * new Unkey({ hooks: { onRetry: ({ operation, waitMs }) => console.warn(operation, waitMs) } });
 */
export type Hooks = { [Name in keyof Events]?: ((event: Events[Name]) => unknown) | undefined };

interface Events {
  onRequest: RequestEvent;
  onResponse: ResponseEvent;
  onRetry: RetryEvent;
  onError: ErrorEvent;
}

/** The part of `console` to which the client logs. */
export interface Logger {
  log(message: string): unknown;
  /** Never called. It and `groupEnd` exist for loggers that were written for `@unkey/api`. */
  group?(label?: string): unknown;
  groupEnd?(): unknown;
}

/**
 * Hooks that write a line for each event. A line names the operation and its result. It contains
 * neither request nor answer, and no error text, which may quote the request.
 */
export function loggingHooks(logger: Logger): Hooks {
  return {
    onRequest: ({ operation, attempt }) => logger.log(`> ${operation} attempt ${attempt}`),
    onResponse: ({ operation, status, requestId, durationMs }) =>
      logger.log(`< ${operation} ${status} ${requestId} ${durationMs} ms`),
    onRetry: ({ operation, waitMs }) => logger.log(`~ ${operation} again in ${waitMs} ms`),
    onError: ({ operation, error }) => logger.log(`! ${operation} ${error.code}`),
  };
}

/** Calls the hooks at once. A throw or a rejected promise does not reach the caller. */
export function notify<Name extends keyof Events>(
  hooks: readonly Hooks[],
  name: Name,
  event: Events[Name],
): void {
  for (const hook of hooks) void callSafely(hook[name], event);
}

async function callSafely<E>(hook: ((event: E) => unknown) | undefined, event: E): Promise<void> {
  try {
    await hook?.(event);
  } catch {
    // A broken logger must not break the request that it logs.
  }
}
