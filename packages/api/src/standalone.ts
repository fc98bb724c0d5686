import type { UnkeyCore } from './core.js';
import type { Operations } from './generated/operations.js';
import type { Operation } from './invoke.js';
import type { RequestOf, ResponseOf } from './namespaces.js';
import type { RequestOptions } from './options.js';
import { type SafeCall, toSafeCall } from './safe.js';

/** An operation as a function. It does not throw. A list returns one page. */
export type Standalone<G extends keyof Operations, A extends keyof Operations[G]> = (
  core: UnkeyCore,
  request: RequestOf<Operations[G][A]>,
  options?: RequestOptions,
) => SafeCall<ResponseOf<G, A>>;

/** The caller guarantees that `operation` matches the types. One run of `pnpm gen` writes both. */
export function standalone<G extends keyof Operations, A extends keyof Operations[G]>(
  operation: Operation,
): Standalone<G, A> {
  const call = (core: UnkeyCore, request: unknown, options?: RequestOptions) =>
    toSafeCall(core.invoke(operation, request, options));
  return call as Standalone<G, A>;
}
