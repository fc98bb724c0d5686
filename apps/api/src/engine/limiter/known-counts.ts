import type { BatchVerdict } from '../../domain/rate-limit/judge-batch.js';
import {
  type CounterCell,
  CounterCells,
  type CounterStats,
  type Counts,
  countsAt,
  type KeyedCell,
  newestOf,
} from './counter-cells.js';
import { type CounterUse, judgeCall, type LimitCall } from './limit-call.js';

interface KnownCell extends CounterCell {
  /** Time of the request for which the store last returned these counts. */
  readonly seenAtMs: number;
}

/** How old the shown counts of limits that are not at fault may be when another limit denies. */
const SHOWN_AGE_MAX_MS = 1000;
const OWED_MAX = 100_000;

/**
 * What this process knows to have been used: what the store returned, and what this process counted
 * while the store did not answer.
 *
 * Invariants:
 * - No count is above what was really granted, or may have been granted by a call without an
 *   answer. Within a window no count goes down. So what is denied on these counts, the store would
 *   deny as well: more use never lets more pass. This holds for every limit and cost, because
 *   counts are remembered and not denials.
 * - What only this process has counted is owed to the store until `takeOwed` takes it.
 *
 * Full: see `CounterCells` for the order of eviction. Beyond OWED_MAX nothing more is noted as
 * owed. The store learns of such a counter when this process next asks about it. Restart: empty.
 */
export class KnownCounts {
  readonly #cells: CounterCells<KnownCell>;
  readonly #owed = new Set<string>();

  constructor({ cellsMax }: { readonly cellsMax: number }) {
    this.#cells = new CounterCells({ cellsMax });
  }

  get size(): number {
    return this.#cells.size;
  }

  get counters(): CounterStats {
    return this.#cells;
  }

  get owedCount(): number {
    return this.#owed.size;
  }

  of({ key, index }: CounterUse): Counts {
    return countsAt(this.#cells.find(key), index);
  }

  judge(call: LimitCall): BatchVerdict {
    return judgeCall(call, (counter) => this.of(counter));
  }

  /**
   * The verdict on a call that is denied, whatever else the store may know. A limit that is itself
   * denied shows what the store would show. The other limits of the call show what was used of them
   * a moment ago.
   */
  denial(call: LimitCall): BatchVerdict | undefined {
    const verdict = this.judge(call);
    if (verdict.passed) return undefined;
    const isSettled = call.counterOf.every((counter, position) => {
      const cell = this.#cells.find(counter.key);
      const isFresh = cell !== undefined && call.nowMs - cell.seenAtMs < SHOWN_AGE_MAX_MS;
      return isFresh || verdict.verdicts[position]?.passed === false;
    });
    if (!isSettled) return undefined;
    for (const { key } of call.counters) this.#cells.touch(key, call.nowMs);
    return verdict;
  }

  /**
   * Takes the counts that the store had before the call, and the verdict that follows from them.
   */
  learn(call: LimitCall, countsOf: (counter: CounterUse) => Counts, verdict: BatchVerdict): void {
    const { nowMs, counterOf } = call;
    const denied = new Set(
      counterOf.filter((_, position) => verdict.verdicts[position]?.passed === false),
    );
    for (const counter of call.counters) {
      const { current, previous } = countsOf(counter);
      const used = { current: current + (verdict.passed ? counter.cost : 0), previous };
      const isExhausted = used.current >= counter.limitMin || denied.has(counter);
      this.#raise(counter, used, { nowMs, seenAtMs: nowMs, isExhausted });
    }
  }

  /** Counts a call that the store does not answer. */
  count(call: LimitCall): void {
    for (const counter of call.counters) {
      if (counter.cost === 0) continue;
      const { current, previous } = this.of(counter);
      const used = { current: current + counter.cost, previous };
      const isExhausted = used.current >= counter.limitMin;
      const seenAtMs = Number.NEGATIVE_INFINITY;
      this.#raise(counter, used, { nowMs: call.nowMs, seenAtMs, isExhausted });
      if (this.#owed.size < OWED_MAX) this.#owed.add(counter.key);
    }
  }

  /** At most `countMax` counters. They are then no longer owed. */
  takeOwed(countMax: number): KeyedCell[] {
    const owed: KeyedCell[] = [];
    for (const key of this.#owed) {
      if (owed.length === countMax) break;
      this.#owed.delete(key);
      const cell = this.#cells.find(key);
      if (cell !== undefined) owed.push({ ...cell, key });
    }
    return owed;
  }

  /** Takes back counters that could not be delivered. */
  putBack(owed: readonly KeyedCell[]): void {
    for (const { key } of owed) {
      if (this.#owed.size < OWED_MAX) this.#owed.add(key);
    }
  }

  #raise(
    { key, windowMs, index }: CounterUse,
    counts: Counts,
    { nowMs, seenAtMs, isExhausted }: RaiseOptions,
  ): void {
    const cell = this.#cells.find(key);
    const { current, previous } = counts;
    const newest = newestOf(cell, { index, windowMs, current, previous });
    const raised = {
      index: newest.index,
      windowMs,
      current: newest.current,
      previous: newest.previous,
      seenAtMs: Math.max(seenAtMs, cell?.seenAtMs ?? seenAtMs),
    };
    this.#cells.store(key, raised, { isExhausted, nowMs });
  }
}

interface RaiseOptions {
  readonly nowMs: number;
  readonly seenAtMs: number;
  readonly isExhausted: boolean;
}
