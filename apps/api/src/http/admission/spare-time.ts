/**
 * How much of this process requests below checks may use at the moment, in milliseconds.
 *
 * Invariant: while checks could use the whole process, everything below them together gets
 * SHARE of the time. While the process is partly idle, it gets nearly all of the idle time.
 *
 * The balance grows at each tick: by SHARE of the time that has passed, and by GAIN times the time
 * in which the event loop was idle. What a request costs is an estimate, taken from the balance
 * before the request begins and corrected when its size is known. If estimates are too low, the
 * process is less idle, so the balance grows more slowly. GAIN makes this cost little: without any
 * checks, the requests below them can use GAIN / (1 + GAIN) of the process.
 *
 * Full: at BALANCE_MAX_MS, so that a flood after a quiet time gets that much at once. Empty: a
 * request may still go into debt, at most DEBT_MAX_MS, and the next ones wait until it is paid.
 */
interface SpareTimeOptions {
  /** The guaranteed share of the time. 1: there is no bound. */
  readonly share?: number;
}

const SHARE = 0.05;
const GAIN = 10;
const BALANCE_MAX_MS = 100;
const DEBT_MAX_MS = 1000;

export class SpareTime {
  readonly #share: number;
  #balanceMs = BALANCE_MAX_MS;

  constructor({ share = SHARE }: SpareTimeOptions = {}) {
    this.#share = share;
  }

  /** Takes the cost if there is any time left. */
  take(costMs: number): boolean {
    if (this.#balanceMs <= 0) return false;
    this.charge(costMs);
    return true;
  }

  /** For a cost that is known only afterwards. */
  charge(costMs: number): void {
    if (this.#share === 1) return;
    this.#balanceMs = Math.max(this.#balanceMs - costMs, -DEBT_MAX_MS);
  }

  /** A tick: so much time has passed since the last one, and the event loop was idle for a part. */
  add({ passedMs, idleMs }: { readonly passedMs: number; readonly idleMs: number }): void {
    const gainedMs = this.#share * passedMs + GAIN * idleMs;
    this.#balanceMs = Math.min(this.#balanceMs + gainedMs, BALANCE_MAX_MS);
  }
}
