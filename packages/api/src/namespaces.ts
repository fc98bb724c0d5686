import type { Envelope } from './answer.js';
import { type Operations, operations } from './generated/operations.js';
import type { Invoke, Operation } from './invoke.js';
import type { OperationTraits } from './operation.js';
import type { RequestOptions } from './options.js';
import { createListMethod, type ListEnvelope, type ListMethod } from './pages.js';
import { type Call, type Reply, toCall } from './reply.js';
import { type SafeCall, toSafeCall } from './safe.js';
import type { VerifyKeyResponse } from './verify.js';

/** `unkey.<group>.<action>(request, options?)` for every operation of the service. */
export type Namespaces = {
  readonly [G in keyof Operations]: {
    readonly [A in keyof Operations[G]]: Method<Operations[G][A], ResponseOf<G, A>>;
  };
};

/** The same methods, but they resolve to a result instead of throwing. Lists return one page. */
export type SafeNamespaces = {
  readonly [G in keyof Operations]: {
    readonly [A in keyof Operations[G]]: SafeMethod<Operations[G][A], ResponseOf<G, A>>;
  };
};

/** Answers that TypeScript can describe more exactly than the OpenAPI document. */
interface ExactResponses {
  keys: { verifyKey: VerifyKeyResponse };
}

export type ResponseOf<
  G extends keyof Operations,
  A extends keyof Operations[G],
> = G extends keyof ExactResponses
  ? A extends keyof ExactResponses[G]
    ? ExactResponses[G][A]
    : DocumentedResponse<Operations[G][A]>
  : DocumentedResponse<Operations[G][A]>;

type DocumentedResponse<O> = O extends { response: infer R } ? R : never;

export type RequestOf<O> = O extends { request: infer R } ? R : never;

type Method<O, R> = O extends { paginated: true }
  ? R extends ListEnvelope
    ? ListMethod<RequestOf<O>, R>
    : never
  : (request: RequestOf<O>, options?: RequestOptions) => Call<R, Reply<R>>;

type SafeMethod<O, R> = (request: RequestOf<O>, options?: RequestOptions) => SafeCall<R>;

/**
 * Builds the methods from the table of operations. To make a hundred small functions takes less
 * time than one request. Unlike a Proxy, the methods can be printed, listed and passed on.
 */
export function createNamespaces(invoke: Invoke): Namespaces {
  // True because one run of `pnpm gen` writes both the table and the type Operations.
  return build((operation) => {
    const send: Send<Envelope> = (request, options) => invoke(operation, request, options);
    if (operation.paginated) return createListMethod(send as Send<ListEnvelope>);
    return (request: object, options) => toCall(send(request, options), ({ value }) => value);
  }) as Namespaces;
}

/** Like createNamespaces, for methods that do not throw. */
export function createSafeNamespaces(invoke: Invoke): SafeNamespaces {
  return build(
    (operation) => (request: object, options) => toSafeCall(invoke(operation, request, options)),
  ) as SafeNamespaces;
}

type Send<R> = (request: object, options?: RequestOptions) => Promise<Reply<R>>;

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
