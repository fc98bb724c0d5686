import {
  type BatchItem,
  type BatchVerdict,
  judgeBatch,
} from '../../domain/rate-limit/judge-batch.js';
import { windowIndex } from '../../domain/rate-limit/sliding-window.js';
import { CounterCells, type CounterStats, newestOf, usedIn } from './counter-cells.js';
import { type Limiter, type LimitRequest, shortCounterName } from './limiter.js';

/**
 * Counts in the memory of this process: exact, as long as there is one process.
 *
 * A decision reads and writes its counters without yielding in between, so no two requests are
 * judged on the same count. A restart forgets all counters. `CounterCells` explains which counters
 * are evicted when there are too many.
 *
 * The clock must not go back; see lib/clock. A request may still come late, with the time of a
 * window that has ended. If nothing newer than the window after it has been counted, the request is
 * judged and counted in its own window. It never reduces the counts of a newer window.
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
    const counter = shortCounterName(request);
    const cell = this.#cells.find(counter);
    const index = windowIndex(nowMs, windowMs);
    const current = usedIn(cell, index);
    const previous = usedIn(cell, index - 1);
    return { counter, limit, windowMs, cost, current, previous };
  }

  /** Looks again, because another limit of the same request may have used the same counter. */
  #count({ counter, windowMs, cost, limit }: Item, nowMs: number): void {
    if (cost === 0) return;
    const index = windowIndex(nowMs, windowMs);
    const known = this.#cells.find(counter);
    const current = usedIn(known, index) + cost;
    const cell = newestOf(known, { index, windowMs, current, previous: usedIn(known, index - 1) });
    this.#cells.store(counter, cell, { isExhausted: current >= limit, nowMs });
  }
}

interface Item extends BatchItem {
  readonly counter: string;
}
