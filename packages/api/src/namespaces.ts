import { UnkeyError } from './errors.js';
import { type Operations, operations } from './generated/operations.js';
import type { Invoke, Operation } from './invoke.js';
import type { OperationTraits } from './operation.js';
import type { RequestOptions } from './options.js';
import { createListMethod, type ListEnvelope, type ListMethod } from './pages.js';
import type { Result } from './result.js';
import type { VerifyKeyResponse } from './verify.js';

/** `unkey.<group>.<action>(request, options?)` for every operation of the service. */
export type Namespaces = {
  readonly [G in keyof Operations]: {
    readonly [A in keyof Operations[G]]: Method<Operations[G][A], ResponseOf<G, A>>;
  };
};

/** The same methods, but they resolve to a result instead of throwing. Lists give one page. */
export type SafeNamespaces = {
  readonly [G in keyof Operations]: {
    readonly [A in keyof Operations[G]]: SafeMethod<Operations[G][A], ResponseOf<G, A>>;
  };
};

/** Answers that TypeScript can describe more exactly than the OpenAPI document does. */
interface ExactResponses {
  keys: { verifyKey: VerifyKeyResponse };
}

type ResponseOf<
  G extends keyof Operations,
  A extends keyof Operations[G],
> = G extends keyof ExactResponses
  ? A extends keyof ExactResponses[G]
    ? ExactResponses[G][A]
    : DocumentedResponse<Operations[G][A]>
  : DocumentedResponse<Operations[G][A]>;

type DocumentedResponse<O> = O extends { response: infer R } ? R : never;

type RequestOf<O> = O extends { request: infer R } ? R : never;

type Method<O, R> = O extends { paginated: true }
  ? R extends ListEnvelope
    ? ListMethod<RequestOf<O>, R>
    : never
  : (request: RequestOf<O>, options?: RequestOptions) => Promise<R>;

type SafeMethod<O, R> = (request: RequestOf<O>, options?: RequestOptions) => Promise<Result<R>>;

/**
 * Builds the methods from the table of operations. A hundred small functions are made in less time
 * than one request takes, and unlike a Proxy they can be printed, listed and passed around.
 */
export function createNamespaces(invoke: Invoke): Namespaces {
  // Holds because the table and the type Operations are written by the same run of `pnpm gen`.
  return build((operation) => {
    const call: AnyCall = (request, options) => invoke(operation, request, options);
    return operation.paginated ? createListMethod(call as ListCall) : call;
  }) as Namespaces;
}

/** Like createNamespaces, for methods that do not throw. */
export function createSafeNamespaces(invoke: Invoke): SafeNamespaces {
  return build((operation) => {
    const call: AnyCall = (request, options) => settle(invoke(operation, request, options));
    return call;
  }) as SafeNamespaces;
}

type AnyCall = (request: object, options?: RequestOptions) => Promise<unknown>;

type ListCall = (request: object, options?: RequestOptions) => Promise<ListEnvelope>;

type AnyMethod = (request: never, options?: RequestOptions) => unknown;

function build(
  makeMethod: (operation: Operation) => AnyMethod,
): Record<string, Record<string, AnyMethod>> {
  return mapEntries<Record<string, OperationTraits>, Record<string, AnyMethod>>(
    operations,
    (group, actions) =>
      mapEntries(actions, (action, traits) =>
        makeMethod({ ...traits, name: `${group}.${action}` }),
      ),
  );
}

function mapEntries<T, U>(
  record: Readonly<Record<string, T>>,
  map: (name: string, value: T) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(name, value)]),
  );
}

async function settle<T>(promise: Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    if (error instanceof UnkeyError) return { ok: false, error };
    throw error;
  }
}
