import { OperatorError } from '../../lib/operator-error.js';

/**
 * Whether this process may be sure that no other process counts rate limits separately. The proof
 * is a lock in the database, held by the session of the change feed; see store/counter-lock.ts.
 *
 * States: unknown → held ⇄ conflict. Each new connection asks for the lock. While it is missing, so
 * does each ping of the feed.
 *
 * - At start, a missing lock is fatal: `require` throws before anything has been counted.
 * - Later, the lock can only be lost with the connection, and only if another process takes it
 *   first. Both processes then go on serving: to stop would turn a wrong count into an outage. The
 *   conflict is logged and counted until the other process has ended and the lock is back.
 */
export class CounterClaim {
  readonly stats = { held: 0, conflicts: 0 };
  readonly #onConflict: () => void;
  readonly #onResolved: () => void;
  #state: 'unknown' | 'held' | 'conflict' = 'unknown';

  constructor(options: { readonly onConflict: () => void; readonly onResolved: () => void }) {
    this.#onConflict = options.onConflict;
    this.#onResolved = options.onResolved;
  }

  /** Takes what the latest connection or ping has found. */
  observe(isHeld: boolean): void {
    const before = this.#state;
    this.stats.held = isHeld ? 1 : 0;
    if (isHeld) {
      this.#state = 'held';
      if (before === 'conflict') this.#onResolved();
    } else if (before === 'held') {
      this.#state = 'conflict';
      this.stats.conflicts += 1;
      this.#onConflict();
    }
  }

  require(): void {
    if (this.#state !== 'held') throw new SeparateCountersError();
  }
}

/** Together, the processes would let through more than the limits allow. */
export class SeparateCountersError extends OperatorError {
  constructor() {
    super(
      'Another process works on this database, and the two would count rate limits separately, since at least one of them counts in its own memory. Give all of them the same REDIS_URL, or stop the other one; if it has just lost its machine, try again in half a minute. If each may count for itself, set ALLOW_LOCAL_COUNTERS=true for all of them.',
    );
  }
}
