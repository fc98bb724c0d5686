import { CacheError } from './cache-error.js';

/**
 * Keeps a process alive for background work. On Cloudflare Workers, and where a process may be
 * frozen after its answer, pass the context of the request.
 *
 * @example
 * const ctx: Context = { waitUntil: (promise) => executionContext.waitUntil(promise) };
 */
export interface Context {
  waitUntil: (promise: Promise<unknown>) => void;
}

/**
 * For a process that keeps running after an answer, such as a server on Node. It has nothing to
 * keep alive.
 *
 * @example
 * const ctx = new DefaultStatefulContext();
 */
export class DefaultStatefulContext implements Context {
  waitUntil<TPromise = unknown>(_promise: Promise<TPromise>): void {}
}

/** Receives failures that no caller receives. Default: none. */
export type ErrorHook = (error: CacheError) => void | Promise<void>;

/** Calls the hook. What it throws, or rejects with, is ignored: no code is left to handle it. */
export async function report(onError: ErrorHook | undefined, error: CacheError): Promise<void> {
  try {
    await onError?.(error);
  } catch {}
}

/**
 * Passes a promise that never rejects to the context. The context of a finished request throws
 * here.
 */
export function runInBackground(
  ctx: Context,
  onError: ErrorHook | undefined,
  key: string,
  work: Promise<unknown>,
): void {
  try {
    ctx.waitUntil(work);
  } catch (cause) {
    const message = 'waitUntil threw, so the work may be cut off';
    void report(onError, new CacheError({ tier: 'cache', key, message, cause }));
  }
}
