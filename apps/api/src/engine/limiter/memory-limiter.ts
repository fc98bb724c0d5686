import {
  type BatchItem,
  type BatchVerdict,
  judgeBatch,
} from '../../domain/rate-limit/judge-batch.js';
import { windowIndex } from '../../domain/rate-limit/sliding-window.js';
import { CounterCells, type CounterStats, countsAt } from './counter-cells.js';
import { counterName, type Limiter, type LimitRequest } from './limiter.js';

/**
 * Counts in the memory of this process: exact, as long as there is one process.
 *
 * A decision reads and writes its counters without yielding in between, so no two requests are
 * judged on the same count. A restart forgets all counters. What happens when there are more
 * counters than there is room for is told in `CounterCells`. The clock must not go back; see lib/clock.
 */
export class MemoryLimiter implements Limiter {
  readonly #cells: CounterCells;

  constructor({ cellsMax }: { readonly cellsMax: number }) {
    this.#cells = new CounterCells({ cellsMax });
  }

  get counters(): CounterStats {
    return this.#cells;
  }

  take(requests: readonly LimitRequest[], nowMs: number): BatchVerdict {
    const items = requests.map((request) => this.#look(request, nowMs));
    const verdict = judgeBatch({ nowMs, items });
    for (const item of items) {
      if (verdict.passed) this.#count(item, nowMs);
      else this.#cells.touch(item.counter, nowMs);
    }
    return verdict;
  }

  #look(request: LimitRequest, nowMs: number): Item {
    const { limit, windowMs, cost } = request;
    const counter = counterName(request);
    const index = windowIndex(nowMs, windowMs);
    const { current, previous } = countsAt(this.#cells.find(counter), index);
    return { counter, limit, windowMs, cost, current, previous };
  }

  /** Looks again, because another limit of the same request may have used the same counter. */
  #count({ counter, windowMs, cost, limit }: Item, nowMs: number): void {
    if (cost === 0) return;
    const index = windowIndex(nowMs, windowMs);
    const { current, previous } = countsAt(this.#cells.find(counter), index);
    const used = current + cost;
    const cell = { index, windowMs, current: used, previous };
    this.#cells.store(counter, cell, { isExhausted: used >= limit, nowMs });
  }
}

interface Item extends BatchItem {
  readonly counter: string;
}
