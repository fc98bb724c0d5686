import { CacheError } from './cache-error.js';

/**
 * What keeps a process alive for work that nobody waits for. On Cloudflare Workers, and wherever
 * a process may be frozen once it has answered, pass the context of the request.
 *
 * @example
 * const ctx: Context = { waitUntil: (promise) => executionContext.waitUntil(promise) };
 */
export interface Context {
  waitUntil: (promise: Promise<unknown>) => void;
}

/**
 * For a process that goes on running after an answer, such as a server on Node: there is nothing
 * to keep alive.
 *
 * @example
 * const ctx = new DefaultStatefulContext();
 */
export class DefaultStatefulContext implements Context {
  waitUntil<TPromise = unknown>(_promise: Promise<TPromise>): void {}
}

/** Hears of failures that no caller is told of. Default: nobody does. */
export type ErrorHook = (error: CacheError) => void | Promise<void>;

/** Tells the hook. What it throws, or rejects with, is dropped: there is nobody left to tell. */
export async function report(onError: ErrorHook | undefined, error: CacheError): Promise<void> {
  try {
    await onError?.(error);
  } catch {}
}

/** Hands over a promise that never rejects. Contexts of requests that are over throw here. */
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
