import type { Operation } from '@unlatch/contract';
import type { Caller } from '../domain/caller/caller.js';
import type { Idempotency } from '../domain/idempotency.js';
import type { Caches } from '../engine/caches/caches.js';
import type { Recorder } from '../engine/events/recorder.js';
import type { Limiter } from '../engine/limiter/limiter.js';
import type { NamespaceFinder } from '../engine/namespaces/namespace-finder.js';
import type { KeyVault } from '../engine/vault/key-vault.js';
import type { Verifier } from '../engine/verifier/verifier.js';
import type { Clock } from '../lib/clock/clock.js';
import type { Db } from '../store/database/database.js';

/** An operation of the contract, and what carries it out. Every door calls the same one. */
export interface Rpc {
  readonly definition: Operation;
  /** Gives the data of the answer; for a list a page of items. */
  readonly handle: (call: Call<unknown>, deps: RpcDeps) => unknown;
}

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
