import { type BatchVerdict, judgeBatch } from '../../domain/rate-limit/judge-batch.js';
import { windowIndex } from '../../domain/rate-limit/sliding-window.js';
import { type CounterCell, CounterCells } from './counter-cells.js';
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

  take(requests: readonly LimitRequest[], nowMs: number): BatchVerdict {
    const counters = requests.map((request) => {
      const name = counterName(request);
      return { request, name, cell: this.#cells.find(name) };
    });
    const items = counters.map(({ request, name, cell }) => ({
      limit: request.limit,
      windowMs: request.windowMs,
      cost: request.cost,
      counter: name,
      ...countsAt(cell, windowIndex(nowMs, request.windowMs)),
    }));
    const verdict = judgeBatch({ nowMs, items });
    for (const { request, name } of counters) {
      if (verdict.passed) this.#count(name, request, nowMs);
      else this.#cells.touch(name);
    }
    return verdict;
  }

  #count(name: string, { windowMs, cost, limit }: LimitRequest, nowMs: number): void {
    if (cost === 0) return;
    const index = windowIndex(nowMs, windowMs);
    const { current, previous } = countsAt(this.#cells.find(name), index);
    const used = current + cost;
    const cell = { index, windowMs, current: used, previous };
    this.#cells.store(name, cell, { isExhausted: used >= limit, nowMs });
  }
}

function countsAt(
  cell: CounterCell | undefined,
  index: number,
): { current: number; previous: number } {
  if (cell?.index === index) return { current: cell.current, previous: cell.previous };
  if (cell?.index === index - 1) return { current: 0, previous: cell.current };
  return { current: 0, previous: 0 };
}
