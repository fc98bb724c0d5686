import type { Envelope } from './answer.js';
import { type Call, type Reply, toCall } from './reply.js';
import type { Result } from './result.js';
import { UnkeyError } from './unkey-error.js';

/** The result of a method of `unkey.safe` and of a standalone function. It never rejects. */
export type SafeCall<R> = Call<Result<R>, Result<Reply<R>>>;

export function toSafeCall(work: Promise<Reply<Envelope>>): SafeCall<Envelope> {
  return toCall(settle(work), (result) =>
    result.ok ? { ok: true, value: result.value.value } : result,
  );
}

async function settle<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    if (error instanceof UnkeyError) return { ok: false, error };
    throw error;
  }
}
