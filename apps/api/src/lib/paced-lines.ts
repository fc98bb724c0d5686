/**
 * Lets many events of one cause become one line of the log a second, with their number.
 *
 * | state of a cause | an event | the end of the second |
 * |---|---|---|
 * | QUIET: not in memory | is written at once; COUNTING | – |
 * | COUNTING | is counted | is written with the number of events, and COUNTING goes on; without any: QUIET |
 *
 * What is written is the latest event. Full: beyond CAUSES_MAX causes at once, all others count as
 * one more cause. At the end of the process, the counts of its last second are lost.
 */
const SECOND_MS = 1000;
const CAUSES_MAX = 100;
const OTHER = 'other';

/** Writes the line of an event that stands for `count` events. */
type Write = (count: number) => void;

interface Cause {
  count: number;
  write: Write;
}

export class PacedLines {
  readonly #causes = new Map<string, Cause>();

  add(cause: string, write: Write): void {
    const isNew = !this.#causes.has(cause);
    const name = isNew && this.#causes.size >= CAUSES_MAX ? OTHER : cause;
    const known = this.#causes.get(name);
    if (known === undefined) {
      this.#causes.set(name, { count: 0, write });
      this.#endSecondLater(name);
      write(1);
    } else {
      known.count += 1;
      known.write = write;
    }
  }

  #endSecondLater(name: string): void {
    setTimeout(() => this.#endSecond(name), SECOND_MS).unref();
  }

  #endSecond(name: string): void {
    const cause = this.#causes.get(name);
    if (cause === undefined) return;
    const { count } = cause;
    if (count === 0) {
      this.#causes.delete(name);
      return;
    }
    cause.count = 0;
    this.#endSecondLater(name);
    cause.write(count);
  }
}
