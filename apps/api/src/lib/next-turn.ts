/** Those that wait, in order of arrival. No more than changes are under way. */
const waiting: (() => void)[] = [];

/**
 * Lets the event loop serve other requests before the work goes on.
 *
 * Each turn of the loop resumes one of those that wait. Otherwise all of them would do their next
 * piece of work in the same turn, and a check would wait for the sum.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(resumeFirst);
  });
}

function resumeFirst(): void {
  const resume = waiting.shift();
  if (waiting.length > 0) setImmediate(resumeFirst);
  resume?.();
}

/** A check can wait this long for other work, and again this long in the next turn. */
const SLICE_MS = 1;

/**
 * Divides long work into slices, between which other requests are served. After each small piece of
 * work: `if (pace.isDue()) await pace.rest();`
 *
 * Slices have a length in time and not in pieces, because pieces differ in size: one key of an
 * import may have a thousand permissions.
 */
export class Pace {
  readonly #nowMs: () => number;
  #startedMs: number;

  /** The clock is for tests. */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#startedMs = nowMs();
  }

  /** Whether the slice is over. */
  isDue(): boolean {
    return this.#nowMs() - this.#startedMs >= SLICE_MS;
  }

  async rest(): Promise<void> {
    await nextTurn();
    this.#startedMs = this.#nowMs();
  }
}
