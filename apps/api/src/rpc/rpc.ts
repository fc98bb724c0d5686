import type { Operation } from '@unlatch/contract';
import type { Caller } from '../domain/caller/caller.js';
import type { Idempotency } from '../domain/idempotency.js';
import type { RequestLogScope } from '../domain/request-log/scope.js';
import type { Caches } from '../engine/caches/caches.js';
import type { Recorder } from '../engine/events/recorder.js';
import type { Limiter } from '../engine/limiter/limiter.js';
import type { Mailer } from '../engine/mail/mailer.js';
import type { NamespaceFinder } from '../engine/namespaces/namespace-finder.js';
import type { People } from '../engine/people/people.js';
import type { Analytics } from '../engine/queries/analytics.js';
import type { KeyVault } from '../engine/vault/key-vault.js';
import type { Verifier } from '../engine/verifier/verifier.js';
import type { Clock } from '../lib/clock/clock.js';
import type { Judgements } from '../operations/change/judgements.js';
import type { Db } from '../store/database/database.js';
import type { CallerJudge } from './judge-caller.js';

/** An operation of the contract, with the code that carries it out. All doors call the same one. */
export interface Rpc {
  readonly definition: Operation;
  readonly callers: CallerJudge;
  /** Returns the data of the answer. For a list it returns a page of items. */
  readonly handle: (call: Call<unknown>, deps: RpcDeps) => unknown;
}

/** The dependencies of handlers: created once at start, the same for all requests. */
export interface RpcDeps {
  readonly db: Db;
  readonly caches: Caches;
  readonly limiter: Limiter;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly config: {
    /** `undefined`: the service does not know its own address. */
    readonly publicUrl: string | undefined;
    /** A workspace cannot keep its audit events for less. */
    readonly auditRetentionMinDays: number;
    readonly requestLog: RequestLogScope;
    readonly requestLogDays: number;
    readonly requestLogContents: boolean;
  };
  /** `undefined`: no master keys are configured, so no key is recoverable. */
  readonly keyVault: KeyVault | undefined;
  readonly verifier: Verifier;
  readonly namespaces: NamespaceFinder;
  readonly people: People;
  /** `undefined`: the service sends no mail. */
  readonly mailer: Mailer | undefined;
  readonly analytics: Analytics;
}

/** One request, as a handler sees it. Handlers see nothing else of HTTP. */
export interface Call<Body> {
  readonly requestId: string;
  readonly body: Body;
  readonly caller: Caller;
  /** Null if a trusted proxy gave no address. */
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Set only for a `change` or a `spend` that came with an Idempotency-Key. */
  readonly idempotency: Idempotency | null;
  /** Collects what is decided about rights. Set by `implement` for a call that may be repeated. */
  readonly judgements?: Judgements;
  /** False with `X-Unkey-Metrics: disabled`. Limit checks then leave no usage event. */
  readonly wantsRecord: boolean;
  /**
   * Aborted once its client has left, or its deadline is over. Set for operations that ask the
   * analytics engine, which may work for seconds.
   */
  readonly left?: AbortSignal;
}
