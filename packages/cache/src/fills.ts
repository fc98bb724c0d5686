/**
 * Orders fills and changes. A fill writes a value that was read or loaded some time ago. A change
 * (set, remove) is newer. Without an order, a slow fill would restore a removed value or replace a
 * newer one.
 *
 * - A fill does not write if a change of its key was under way when the fill began, or began later.
 * - A fill that is already writing ends before the change starts.
 * - A key takes memory only while a fill or a change of it is under way.
 *
 * The order holds within one instance. Other processes that share a store are not ordered.
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
