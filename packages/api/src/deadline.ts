import { onAbort } from './caller-signal.js';
import { RequestAbortedError, RequestTimeoutError } from './errors.js';
import { type Platform, TIMER_MAX_MS } from './platform.js';

/**
 * The time for one call. It ends early when the caller's signal is aborted. From then on every
 * `race` and `sleep` rejects with the error that names the cause: timeout or abort.
 */
export interface Deadline {
  /** For `fetch`. Aborted when the time is over. */
  readonly signal: AbortSignal;
  elapsedMs(): number;
  remainingMs(): number;
  /** The result of the work, unless the deadline comes first. */
  race<T>(work: () => Promise<T>): Promise<T>;
  sleep(durationMs: number): Promise<void>;
  /**
   * Must be called once at the end: it stops the timer and removes the listener on the caller's
   * signal.
   */
  stop(): void;
}

export function startDeadline(input: {
  platform: Platform;
  baseUrl: string;
  timeoutMs: number;
  callerSignal: AbortSignal | null | undefined;
}): Deadline {
  const { platform, baseUrl, timeoutMs, callerSignal } = input;
  const controller = new AbortController();
  const { signal } = controller;
  const startedAtMs = platform.nowMs();
  const elapsedMs = () => platform.nowMs() - startedAtMs;

  const over = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  // A call that ends well never reads this promise. Its rejection must not count as unhandled.
  over.catch(() => {});

  const onTimeout = () => controller.abort(timeoutError(baseUrl, timeoutMs));
  const onCallerAbort = () => controller.abort(abortedError(callerSignal?.reason));
  // Before the timer is set: if this throws, no code would stop the timer.
  const letGo = callerSignal ? onAbort(callerSignal, onCallerAbort) : undefined;
  const cancelTimer =
    timeoutMs > TIMER_MAX_MS ? undefined : platform.schedule(onTimeout, timeoutMs);
  if (callerSignal?.aborted) onCallerAbort();

  async function race<T>(work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    return Promise.race([work(), over]);
  }

  return {
    signal,
    elapsedMs,
    remainingMs: () => timeoutMs - elapsedMs(),
    race,
    async sleep(durationMs) {
      let cancel: (() => void) | undefined;
      try {
        await race(
          () => new Promise<void>((wake) => (cancel = platform.schedule(wake, durationMs))),
        );
      } finally {
        cancel?.();
      }
    },
    stop() {
      cancelTimer?.();
      letGo?.();
    },
  };
}

function timeoutError(baseUrl: string, timeoutMs: number): RequestTimeoutError {
  return new RequestTimeoutError({
    code: 'client/timeout',
    detail: `no answer from ${baseUrl} within ${timeoutMs} ms`,
  });
}

function abortedError(cause: unknown): RequestAbortedError {
  return new RequestAbortedError({
    code: 'client/aborted',
    detail: 'the call was aborted by its signal',
    cause,
  });
}
