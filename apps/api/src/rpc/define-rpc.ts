import type { Static, TSchema } from '@sinclair/typebox';
import type { Caller } from '../domain/caller/caller.js';
import type { Idempotency } from '../domain/idempotency.js';
import type { Page } from '../domain/pagination.js';
import type { ProblemCode } from '../domain/problems.js';
import type { Caches } from '../engine/caches/caches.js';
import type { Recorder } from '../engine/events/recorder.js';
import type { Limiter } from '../engine/limiter/limiter.js';
import type { NamespaceFinder } from '../engine/namespaces/namespace-finder.js';
import type { KeyVault } from '../engine/vault/key-vault.js';
import type { Verifier } from '../engine/verifier/verifier.js';
import type { Clock } from '../lib/clock/clock.js';
import { answerOnce } from '../operations/change/idempotency.js';
import type { Db } from '../store/database/database.js';

/** What handlers work with: made once at start, the same for all requests. */
export interface RpcDeps {
  readonly db: Db;
  readonly caches: Caches;
  readonly limiter: Limiter;
  readonly recorder: Recorder;
  readonly clock: Clock;
  /** `undefined`: no master keys are configured, so no key is recoverable. */
  readonly keyVault: KeyVault | undefined;
  readonly verifier: Verifier;
  readonly namespaces: NamespaceFinder;
}

/** One request as a handler sees it. Nothing of HTTP goes further than this. */
export interface Call<Body> {
  readonly requestId: string;
  readonly body: Body;
  readonly caller: Caller;
  readonly ip: string;
  readonly userAgent: string | null;
  /** Only for a `change` or a `spend` that came with an Idempotency-Key. */
  readonly idempotency: Idempotency | null;
  /** False with `X-Unkey-Metrics: disabled`: limit checks leave no record then. */
  readonly wantsRecord: boolean;
}

/**
 * - `read` changes nothing, so it can be repeated at will.
 * - `change` changes something, through `commitChange`, and can be repeated with an
 *   Idempotency-Key: the answer is stored with the change and given again.
 * - `check` answers a question on somebody's hot path and may use up quota.
 * - `spend` is a check that spends credits too. With an Idempotency-Key it uses up either only once.
 */
type OperationKind = 'read' | 'change' | 'check' | 'spend';

/**
 * Everything that is promised about an operation. Its route, validation, types, documented
 * responses and client all derive from this one value.
 */
interface RpcDefinition<Name extends string, Request extends TSchema, Data extends TSchema> {
  /** As on the wire: `keys.createKey` is served at `/v2/keys.createKey`. */
  readonly name: Name;
  readonly kind: OperationKind;
  readonly summary: string;
  readonly description: string;
  readonly request: Request;
  readonly data: Data;
  /** What it can refuse beyond what every operation of its kind can; see `problemsOf`. */
  readonly problems: readonly ProblemCode[];
  /** A request that works as it stands, apart from ids. */
  readonly example: Static<Request>;
}

export interface Rpc {
  readonly definition: RpcDefinition<string, TSchema, TSchema>;
  /** Whether `handle` gives a page, of which the envelope shows the pagination beside the data. */
  readonly paginated: boolean;
  readonly handle: (call: Call<unknown>, deps: RpcDeps) => unknown;
}

export function defineRpc<Name extends string, Request extends TSchema, Data extends TSchema>(
  definition: RpcDefinition<Name, Request, Data>,
): RpcDefinition<Name, Request, Data> {
  return definition;
}

/** Joins a definition with its handler, and checks each against the other. */
export function implementRpc<Name extends string, Request extends TSchema, Data extends TSchema>(
  definition: RpcDefinition<Name, Request, Data>,
  handle: (call: Call<Static<Request>>, deps: RpcDeps) => Static<Data> | Promise<Static<Data>>,
): Rpc {
  // The route has validated the body against `definition.request` before it calls.
  const handleBody = (call: Call<unknown>, deps: RpcDeps) =>
    handle(call as Call<Static<Request>>, deps);
  if (definition.kind !== 'change') return { definition, paginated: false, handle: handleBody };
  return {
    definition,
    paginated: false,
    handle: (call, deps) => answerOnce(deps, call, async () => handleBody(call, deps)),
  };
}

/** The same for a list: `definition.data` describes one item, the handler gives a page of them. */
export function implementListRpc<
  Name extends string,
  Request extends TSchema,
  Item extends TSchema,
>(
  definition: RpcDefinition<Name, Request, Item>,
  handle: (call: Call<Static<Request>>, deps: RpcDeps) => Promise<Page<Static<Item>>>,
): Rpc {
  // As above.
  return {
    definition,
    paginated: true,
    handle: (call, deps) => handle(call as Call<Static<Request>>, deps),
  };
}

/** Everything that the operation can refuse, as it is documented. */
export function problemsOf(definition: Rpc['definition']): readonly ProblemCode[] {
  const ofKind: readonly ProblemCode[] = isRepeatable(definition)
    ? ['user/bad_request/idempotency_key_reused']
    : [];
  return [...COMMON_PROBLEMS, ...ofKind, ...definition.problems];
}

/** Whether it takes notice of an Idempotency-Key. */
export function isRepeatable({ kind }: { readonly kind: OperationKind }): boolean {
  return kind === 'change' || kind === 'spend';
}

/** What any operation may answer, whatever it does. */
const COMMON_PROBLEMS: readonly ProblemCode[] = [
  'unkey/application/invalid_input',
  'unkey/authentication/missing',
  'unkey/authentication/malformed',
  'unkey/authentication/key_not_found',
  'unkey/authorization/insufficient_permissions',
  'unkey/authorization/forbidden',
  'unkey/authorization/key_disabled',
  'unkey/authorization/workspace_disabled',
  'user/bad_request/request_body_too_large',
  'user/bad_request/request_body_unreadable',
  'user/bad_request/request_timeout',
  'user/too_many_requests/workspace_rate_limited',
  'unkey/application/unexpected_error',
  'unkey/application/service_unavailable',
];
