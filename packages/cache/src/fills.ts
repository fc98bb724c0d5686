/**
 * Keeps fills behind changes. A fill writes a value that was read or loaded a while ago; a change
 * (set, remove) is what somebody wants from now on. Unordered, a slow fill would bring back what
 * was removed, or replace what was set.
 *
 * - A fill does not write if a change of its key began after it did, or was under way when it began.
 * - A fill that is already writing ends before the change starts.
 * - A key takes memory only while a fill or a change of it is under way.
 *
 * This orders one instance. What other processes do to a store that they share is not seen here.
 */
export class Fills {
  readonly #keys = new Map<string, KeyState>();

  begin(key: string): Fill {
    const state = this.#stateOf(key);
    const fill: Fill = { isOutdated: state.changes > 0, writing: undefined };
    state.fills.add(fill);
    return fill;
  }

  /** Ends the fill, with its write unless it is outdated. `write` must not reject. */
  async write(key: string, fill: Fill, write: () => Promise<void>): Promise<void> {
    if (!fill.isOutdated) {
      fill.writing = write();
      await fill.writing;
    }
    this.end(key, fill);
  }

  end(key: string, fill: Fill): void {
    const state = this.#stateOf(key);
    state.fills.delete(fill);
    this.#forgetIfIdle(key, state);
  }

  async change<T>(keys: string[], work: () => Promise<T>): Promise<T> {
    const states = keys.map((key) => this.#stateOf(key));
    const writes = states.flatMap((state) => {
      state.changes += 1;
      return [...state.fills].flatMap((fill) => {
        fill.isOutdated = true;
        return fill.writing ?? [];
      });
    });
    try {
      if (writes.length > 0) await Promise.all(writes);
      return await work();
    } finally {
      for (const key of keys) {
        const state = this.#stateOf(key);
        state.changes -= 1;
        this.#forgetIfIdle(key, state);
      }
    }
  }

  /** How many keys take memory. */
  get size(): number {
    return this.#keys.size;
  }

  #stateOf(key: string): KeyState {
    const known = this.#keys.get(key);
    if (known) return known;
    const state: KeyState = { fills: new Set(), changes: 0 };
    this.#keys.set(key, state);
    return state;
  }

  #forgetIfIdle(key: string, state: KeyState): void {
    if (state.fills.size === 0 && state.changes === 0) this.#keys.delete(key);
  }
}

export interface Fill {
  isOutdated: boolean;
  writing: Promise<void> | undefined;
}

interface KeyState {
  readonly fills: Set<Fill>;
  changes: number;
}
