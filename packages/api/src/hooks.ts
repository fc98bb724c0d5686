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
 * Functions to log or measure with. Printed, events show no headers and no bodies, so no root key
 * and no key; `error.body` is what was answered. Hooks only watch: the client does not wait for them, and what they throw is dropped.
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

/** The part of `console` that the client logs to. */
export interface Logger {
  log(message: string): unknown;
  /** Not called: there for loggers that were written for `@unkey/api`, as is `groupEnd`. */
  group?(label?: string): unknown;
  groupEnd?(): unknown;
}

/**
 * Hooks that write a line per event. A line names the operation and how it went; what was sent and
 * answered is not in it, and nor is the text of an error, which may quote the request.
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

/** Calls the hooks at once; neither a throw nor a rejected promise gets out. */
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
    // A broken logger must not break the request that it watches.
  }
}
