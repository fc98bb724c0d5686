import type { Static, TSchema } from '@sinclair/typebox';
import type { Grants } from '../domain/authorization/grants.js';
import type { ProblemCode } from '../domain/problems.js';
import type { Caches } from '../engine/caches.js';
import type { CreditLedger } from '../engine/credit-ledger.js';
import type { Clock } from '../lib/clock.js';
import type { Db } from '../store/database.js';

/** What handlers work with: made once at start, the same for all requests. */
export interface RpcDeps {
  readonly db: Db;
  readonly caches: Caches;
  readonly creditLedger: CreditLedger;
  readonly clock: Clock;
}

/** Who calls: an authenticated root key. */
export interface Caller {
  readonly workspaceId: string;
  readonly rootKeyId: string;
  readonly rootKeyName: string;
  readonly grants: Grants;
}

/** One request as a handler sees it. Nothing of HTTP goes further than this. */
export interface Call<Body> {
  readonly body: Body;
  readonly caller: Caller;
  readonly ip: string;
  readonly userAgent: string | null;
}

/**
 * Everything that is promised about an operation. Its route, validation, types, documented
 * responses and client all derive from this one value.
 */
interface RpcDefinition<Name extends string, Request extends TSchema, Data extends TSchema> {
  /** As on the wire: `keys.createKey` is served at `/v2/keys.createKey`. */
  readonly name: Name;
  readonly summary: string;
  readonly description: string;
  readonly request: Request;
  readonly data: Data;
  /** What it can refuse beyond what every operation can; see `COMMON_PROBLEMS`. */
  readonly problems: readonly ProblemCode[];
  /** A request that works as it stands, apart from ids. */
  readonly example: Static<Request>;
}

export interface Rpc {
  readonly definition: RpcDefinition<string, TSchema, TSchema>;
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
  return { definition, handle: (call, deps) => handle(call as Call<Static<Request>>, deps) };
}

/** What any operation may answer, whatever it does. */
export const COMMON_PROBLEMS: readonly ProblemCode[] = [
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
  'unkey/application/unexpected_error',
  'unkey/application/service_unavailable',
];
