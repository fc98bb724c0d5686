import type { Priority } from '@unlatch/contract';
import { Histogram } from '../../lib/histogram.js';

const MS_BOUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** The requests for one operation and their answers, counted from when the headers were read. */
export class OperationTraffic {
  /** By the first digit of the status. */
  readonly answersByClass: number[] = [0, 0, 0, 0, 0, 0];
  readonly answerMs = new Histogram(MS_BOUNDS);

  answered(status: number, tookMs: number): void {
    const statusClass = Math.floor(status / 100);
    this.answersByClass[statusClass] = (this.answersByClass[statusClass] ?? 0) + 1;
    this.answerMs.observe(tookMs);
  }
}

/** Counts requests and answers by operation. Every operation has an entry from the start. */
export class Traffic {
  readonly operations = new Map<string, OperationTraffic>();
  /** Requests that were refused because this process had no time for them, by priority. */
  readonly shed: Record<Priority, number> = {
    check: 0,
    change: 0,
    list: 0,
    chart: 0,
    document: 0,
  };
  /** Requests that wait for something outside this process, such as the database. */
  waiting = 0;

  of(operation: string): OperationTraffic {
    const traffic = this.operations.get(operation) ?? new OperationTraffic();
    this.operations.set(operation, traffic);
    return traffic;
  }

  refused(priority: Priority | 'probe' = 'document'): void {
    if (priority !== 'probe') this.shed[priority] += 1;
  }

  /** Counts the work as waiting until it settles. */
  async awaited<T>(work: Promise<T>): Promise<T> {
    this.waiting += 1;
    try {
      return await work;
    } finally {
      this.waiting -= 1;
    }
  }
}
