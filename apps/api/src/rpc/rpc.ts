import type { Operation } from '@unlatch/contract';
import type { Caller } from '../domain/caller/caller.js';
import type { KeySnapshot } from '../domain/verification/key-snapshot.js';
import type { Caches } from '../engine/caches/caches.js';
import type { CreditLedger } from '../engine/credits/credit-ledger.js';
import type { Recorder } from '../engine/events/recorder.js';
import type { Limiter } from '../engine/limiter/limiter.js';
import type { KeyVault } from '../engine/vault/key-vault.js';
import type { Clock } from '../lib/clock/clock.js';
import type { Idempotency } from '../operations/change/idempotency.js';
import type { consumeOnce } from '../operations/verification/consume-once.js';
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
  readonly creditLedger: CreditLedger;
  readonly limiter: Limiter;
  readonly recorder: Recorder;
  readonly clock: Clock;
  /** `undefined`: no master keys are configured, so no key is recoverable. */
  readonly keyVault: KeyVault | undefined;
  /** Here because the checks that need it are hot and have no other business with the database. */
  readonly createNamespaces: (call: Call<unknown>, names: readonly string[]) => Promise<void>;
  /** For the same reason: once for each imported key, a verification has to write. */
  readonly findImportedKey: (
    call: Call<unknown>,
    presented: { readonly key: string; readonly migrationId: string },
  ) => Promise<KeySnapshot | null>;
  /** And again: what a check under an Idempotency-Key consumes is stored with its answer. */
  readonly consumeOnce: <Made extends { readonly answer: unknown }>(
    call: Call<unknown>,
    attempt: Parameters<typeof consumeOnce<Made>>[2],
  ) => ReturnType<typeof consumeOnce<Made>>;
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
