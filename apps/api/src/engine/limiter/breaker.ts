import { assertTransition, type StateTable } from '../../lib/state-machine.js';

type BreakerState = 'CLOSED' | 'OPEN';

const BREAKER: StateTable<BreakerState> = {
  name: 'breaker',
  next: { CLOSED: ['OPEN'], OPEN: ['CLOSED'] },
};

/** Failures are counted anew every period, so old ones do not count against the present. */
const PERIOD_MS = 5000;
/** A single failure is no reason to stop asking. */
const FAILURES_MIN = 5;
const FAILED_SHARE_MIN = 0.5;

/**
 * Says when to stop asking a service that mostly fails, so that no request waits for an answer that
 * will not come.
 *
 * CLOSED  The service is asked. Each outcome is counted for a period of five seconds.
 *         → OPEN: in this period five calls or more have failed, and half of all calls or more.
 * OPEN    The service is not asked. Outcomes of calls that were sent before count for nothing.
 *         → CLOSED: `close`, by the code that has found the service working. A new period begins.
 *
 * Who may change what: `record` alone opens, `close` alone closes.
 *
 * Invariant:
 * 1. `record` returns true exactly when it opens the breaker, so one caller reports it.
 */
export class Breaker {
  #state: BreakerState;
  #periodEndMs = Number.NEGATIVE_INFINITY;
  #calls = 0;
  #failures = 0;

  constructor(state: BreakerState = 'CLOSED') {
    this.#state = state;
  }

  get isOpen(): boolean {
    return this.#state === 'OPEN';
  }

  /** True if this outcome has opened it. */
  record({ isFailure, atMs }: { readonly isFailure: boolean; readonly atMs: number }): boolean {
    if (this.#state === 'OPEN') return false;
    if (atMs >= this.#periodEndMs) {
      this.#periodEndMs = atMs + PERIOD_MS;
      this.#calls = 0;
      this.#failures = 0;
    }
    this.#calls += 1;
    if (isFailure) this.#failures += 1;
    const isTooMuch = this.#failures >= this.#calls * FAILED_SHARE_MIN;
    if (!isTooMuch || this.#failures < FAILURES_MIN) return false;
    this.#enter('OPEN');
    return true;
  }

  /** Only when it is open. */
  close(): void {
    this.#enter('CLOSED');
    this.#periodEndMs = Number.NEGATIVE_INFINITY;
  }

  #enter(next: BreakerState): void {
    assertTransition(BREAKER, this.#state, next);
    this.#state = next;
  }
}
