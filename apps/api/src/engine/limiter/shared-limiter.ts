import type { BatchVerdict } from '../../domain/rate-limit/judge-batch.js';
import type { Clock } from '../../lib/clock/clock.js';
import { Histogram } from '../../lib/histogram.js';
import { settleWithin } from '../../lib/settle-within.js';
import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import { Breaker } from './breaker.js';
import type { CounterStats, KeyedCell } from './counter-cells.js';
import { KnownCounts } from './known-counts.js';
import { type CounterUse, judgeCall, type LimitCall, planCall, slotOf } from './limit-call.js';
import type { Limiter, LimitRequest } from './limiter.js';
import type { RedisCounters } from './redis-counters.js';

/** How often Redis is tried while it is not asked, or is owed something. */
const SETTLE_INTERVAL_MS = 500;
/** Beyond this many calls under way, one more would only wait behind them. */
const ASKED_MAX = 1000;
const MERGED_AT_ONCE = 200;
/** Enough for twice as many as can be owed. */
const ROUNDS_MAX = 1000;
const LATENCY_BOUNDS_MS = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

export interface SharedLimiterOptions {
  readonly counters: Pick<RedisCounters, 'take' | 'raise' | 'probe'>;
  readonly clock: Clock;
  /** How long a request waits for Redis. */
  readonly deadlineMs: number;
  /** How many counters are remembered here. */
  readonly cellsMax: number;
  /** Redis is away at the start: this process decides alone until a probe succeeds. */
  readonly startsApart?: boolean;
  /** From now on, this process decides alone. */
  readonly onApart: (reason: unknown) => void;
  /** Redis decides again. */
  readonly onTogether: () => void;
}

type Settlement =
  | { readonly kind: 'SETTLED' }
  | { readonly kind: 'DUE'; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'SETTLING' }
  | { readonly kind: 'STOPPED' };

const SETTLEMENT: StateTable<Settlement['kind']> = {
  name: 'settlement of the shared limiter',
  next: {
    SETTLED: ['DUE', 'STOPPED'],
    DUE: ['SETTLING', 'STOPPED'],
    SETTLING: ['SETTLED', 'DUE', 'STOPPED'],
    STOPPED: [],
  },
};

const SETTLED: Settlement = { kind: 'SETTLED' };
const SETTLING: Settlement = { kind: 'SETTLING' };
const STOPPED: Settlement = { kind: 'STOPPED' };

/**
 * Counts in Redis, for all processes together.
 *
 * Every request is one call, which judges all its limits and takes all or none. Redis is not asked
 * where the request is denied on what is known here already. Redis may fail, answer too late or
 * have too many calls under way. Then this process decides at once on what it knows, and counts
 * for itself.
 *
 * The state of the `Breaker` says whether Redis is asked: CLOSED, it is asked; OPEN, this process
 * decides alone. Beside it runs the settlement of what Redis has not been told:
 *
 * SETTLED   Redis is asked, and is owed nothing.
 *           → DUE: the breaker opens, or a request is decided here. A process that starts apart
 *           is DUE at once.
 * DUE       Redis is not asked or is owed counts. A timer runs to the next attempt.
 *           → SETTLING: half a second is over.
 * SETTLING  A probe, or a delivery of what is owed, is under way. Once hardly anything
 *           is owed, the breaker closes as the last delivery leaves.
 *           → SETTLED: Redis is asked, and is owed nothing.
 *           → DUE: the attempt failed, or more has been counted here.
 * STOPPED   From every state, by `stop`. Requests are decided as before. Nothing more is delivered,
 *           except what SETTLING has begun.
 *
 * Who may change what: outcomes of calls open the breaker, a settlement alone closes it. One script
 * in Redis changes counters there. Counts merge by maximum: while processes decide alone, each lets
 * through up to what it believes is left.
 *
 * Invariants:
 * 1. While Redis answers, decisions are those of one sequential limiter, whatever the number of
 *    processes.
 * 2. A request is always decided on all its limits, and never ends in an error.
 * 3. A call without an answer is counted once here. Redis may have run it or not. Counts merge by
 *    maximum, so it is not counted twice. At worst, a call that is then denied here has been
 *    counted.
 * 4. Redis may lose counts: flushed, restarted empty, evicted. It learns them again from each
 *    process that knows more, with the next call on that counter.
 * 5. While the breaker is open or Redis is owed counts, the settlement is not SETTLED.
 * 6. What is owed when Redis is asked again is delivered before the first request that asks it.
 *
 * Full: beyond ASKED_MAX calls under way, this process decides; see `KnownCounts` for the rest.
 * Slow or down Redis: a request waits until its deadline; after some failures none waits. Restart:
 * knows nothing, asks Redis.
 */
export class SharedLimiter implements Limiter {
  readonly stats = {
    calls: 0,
    timeouts: 0,
    failures: 0,
    /** Not sent, because too many were under way. */
    refused: 0,
    decidedLocally: 0,
    deniedLocally: 0,
    breakerOpened: 0,
    breakerClosed: 0,
    /** Counters that were delivered after having been counted here alone. */
    merged: 0,
  };
  readonly latencyMs = new Histogram(LATENCY_BOUNDS_MS);
  readonly #options: SharedLimiterOptions;
  readonly #known: KnownCounts;
  readonly #breaker: Breaker;
  #asked = 0;
  #settlement: Settlement = SETTLED;

  constructor(options: SharedLimiterOptions) {
    this.#options = options;
    this.#known = new KnownCounts(options);
    const startsApart = options.startsApart ?? false;
    this.#breaker = new Breaker(startsApart ? 'OPEN' : 'CLOSED');
    if (!startsApart) return;
    this.stats.breakerOpened += 1;
    this.#settleLater();
  }

  /** Whether Redis decides. */
  get isShared(): boolean {
    return !this.#breaker.isOpen;
  }

  /** Calls under way, including calls that no request waits for any more. */
  get asked(): number {
    return this.#asked;
  }

  get counters(): CounterStats {
    return this.#known.counters;
  }

  take(requests: readonly LimitRequest[], nowMs: number): BatchVerdict | Promise<BatchVerdict> {
    const call = planCall(requests, nowMs);
    const denial = this.#known.denial(call);
    if (denial !== undefined) {
      this.stats.deniedLocally += 1;
      return denial;
    }
    if (this.#breaker.isOpen) return this.#decide(call);
    if (this.#asked < ASKED_MAX) return this.#ask(call);
    this.stats.refused += 1;
    return this.#decide(call);
  }

  stop(): void {
    if (this.#settlement.kind !== 'STOPPED') this.#enter(STOPPED);
  }

  #enter(next: Settlement): void {
    assertTransition(SETTLEMENT, this.#settlement.kind, next.kind);
    if ('timer' in this.#settlement) clearTimeout(this.#settlement.timer);
    this.#settlement = next;
  }

  async #ask(call: LimitCall): Promise<BatchVerdict> {
    const { clock, deadlineMs } = this.#options;
    const sentMs = clock.monotonicMs();
    this.stats.calls += 1;
    this.#asked += 1;
    const answer = this.#takeShared(call).finally(() => {
      this.#asked -= 1;
    });
    const outcome = await settleWithin(answer, deadlineMs);
    const atMs = clock.monotonicMs();
    this.latencyMs.observe(atMs - sentMs);
    if ('value' in outcome) {
      this.#breaker.record({ isFailure: false, atMs });
      return outcome.value;
    }
    if ('error' in outcome) this.#fail('failures', outcome.error);
    else this.#fail('timeouts', new Error(`Redis did not answer in ${deadlineMs} ms`));
    return this.#decide(call);
  }

  /** An answer that comes too late for its request still updates the known counts. */
  async #takeShared(call: LimitCall): Promise<BatchVerdict> {
    const known = call.counters.map((counter) => this.#known.of(counter));
    const used = await this.#options.counters.take(call, known);
    const usedOf = ({ position }: CounterUse) => used[position] ?? { current: 0, previous: 0 };
    const verdict = judgeCall(call, usedOf);
    this.#known.learn(call, usedOf, verdict);
    return verdict;
  }

  #decide(call: LimitCall): BatchVerdict {
    this.stats.decidedLocally += 1;
    const verdict = this.#known.judge(call);
    if (verdict.passed) this.#known.count(call);
    this.#settleLater();
    return verdict;
  }

  #fail(kind: 'failures' | 'timeouts', reason: unknown): void {
    const { clock, onApart } = this.#options;
    this.stats[kind] += 1;
    const hasOpened = this.#breaker.record({ isFailure: true, atMs: clock.monotonicMs() });
    if (!hasOpened) return;
    this.stats.breakerOpened += 1;
    onApart(reason);
    this.#settleLater();
  }

  /** Redis is not asked, or is owed something. */
  #settleLater(): void {
    if (this.#settlement.kind === 'SETTLED') this.#setTimer();
  }

  #setTimer(): void {
    const timer = setTimeout(() => void this.#trySettling(), SETTLE_INTERVAL_MS);
    timer.unref();
    this.#enter({ kind: 'DUE', timer });
  }

  async #trySettling(): Promise<void> {
    this.#enter(SETTLING);
    await this.#settle().catch(() => undefined);
    if (this.#settlement.kind === 'STOPPED') return;
    if (this.#breaker.isOpen || this.#known.owedCount > 0) this.#setTimer();
    else this.#enter(SETTLED);
  }

  /**
   * Delivers what is owed until hardly anything is left. The connection keeps the order, so the
   * last delivery is still ahead of the first request that Redis decides again. At least one
   * delivery is awaited before that: in a Cluster, it may go to other nodes than the probe.
   */
  async #settle(): Promise<void> {
    const { counters, deadlineMs } = this.#options;
    const probe = await settleWithin(counters.probe(), deadlineMs);
    if (!('value' in probe)) return;
    for (let round = 1, isLast = false; !isLast; round += 1) {
      const owed = this.#known.takeOwed(MERGED_AT_ONCE);
      isLast = round > 1 && (this.#known.owedCount === 0 || round === ROUNDS_MAX);
      const delivered = this.#deliver(owed);
      if (isLast) this.#askAgain();
      await delivered;
    }
  }

  async #deliver(owed: readonly KeyedCell[]): Promise<void> {
    const { counters, clock } = this.#options;
    const bySlot = new Map<string, KeyedCell[]>();
    for (const cell of owed) {
      const slot = slotOf(cell.key);
      const cells = bySlot.get(slot);
      if (cells === undefined) bySlot.set(slot, [cell]);
      else cells.push(cell);
    }
    const nowMs = clock.nowMs();
    try {
      await Promise.all(Array.from(bySlot.values(), (cells) => counters.raise(cells, nowMs)));
    } catch (error) {
      this.#known.putBack(owed);
      throw error;
    }
    this.stats.merged += owed.length;
  }

  #askAgain(): void {
    if (!this.#breaker.isOpen) return;
    this.#breaker.close();
    this.stats.breakerClosed += 1;
    this.#options.onTogether();
  }
}
