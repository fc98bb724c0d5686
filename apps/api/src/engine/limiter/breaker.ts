/** Failures are counted anew every period, so that old ones do not weigh on the present. */
const PERIOD_MS = 5000;
/** A single hiccup is no reason to stop asking. */
const FAILURES_MIN = 5;
const FAILED_SHARE_MIN = 0.5;

/**
 * Tells when to stop asking somebody who mostly fails, so that nobody waits for what will not come.
 * Opens by itself; whoever finds that the other side works again closes it.
 */
export class Breaker {
  #isOpen = false;
  #periodEndMs = Number.NEGATIVE_INFINITY;
  #calls = 0;
  #failures = 0;

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** True if this was the one that opened it. */
  record({ isFailure, atMs }: { readonly isFailure: boolean; readonly atMs: number }): boolean {
    // What was sent before it opened ends after, and says nothing new.
    if (this.#isOpen) return false;
    if (atMs >= this.#periodEndMs) {
      this.#periodEndMs = atMs + PERIOD_MS;
      this.#calls = 0;
      this.#failures = 0;
    }
    this.#calls += 1;
    if (isFailure) this.#failures += 1;
    const isTooMuch = this.#failures >= this.#calls * FAILED_SHARE_MIN;
    this.#isOpen = isTooMuch && this.#failures >= FAILURES_MIN;
    return this.#isOpen;
  }

  close(): void {
    this.#isOpen = false;
    this.#periodEndMs = Number.NEGATIVE_INFINITY;
  }
}
