import { settleWithin } from './settle-within.js';

interface Part {
  readonly name: string;
  readonly stop: () => void | Promise<void>;
  /** Absent: the stop has no limit. */
  readonly limitMs?: number;
}

interface Events {
  readonly onFailed: (name: string, reason: unknown) => void;
  readonly onLate: (name: string) => void;
}

/**
 * Parts that were started and have to be stopped, the latest first.
 *
 * Invariant: every part is stopped, even if others fail. A part that fails or exceeds its limit is
 * reported and left behind.
 */
export class Lifetime {
  readonly #events: Events;
  readonly #stages: Part[][] = [];

  constructor(events: Events) {
    this.#events = events;
  }

  /** The part stops before all parts that were added earlier. */
  add(part: Part): void {
    this.#stages.push([part]);
  }

  /** The part stops at the same time as the one before, since neither needs the other. */
  addBeside(part: Part): void {
    const latest = this.#stages.at(-1);
    if (latest === undefined) this.add(part);
    else latest.push(part);
  }

  /** Returns whether no stop failed. */
  async stop(): Promise<boolean> {
    let isInOrder = true;
    for (const stage of this.#stages.splice(0).reverse()) {
      const ends = await Promise.all(stage.map((part) => this.#stopOne(part)));
      isInOrder &&= ends.every(Boolean);
    }
    return isInOrder;
  }

  async #stopOne({ name, stop, limitMs }: Part): Promise<boolean> {
    try {
      if (limitMs === undefined) {
        await stop();
        return true;
      }
      const end = await settleWithin(Promise.resolve(stop()), limitMs);
      if ('error' in end) throw end.error;
      if ('late' in end) this.#events.onLate(name);
      return true;
    } catch (reason) {
      this.#events.onFailed(name, reason);
      return false;
    }
  }
}
