import { assertTransition, type StateTable } from '../../lib/state-machine.js';

interface WriteTurnsOptions {
  readonly stats: { failedWrites: number };
  readonly onFailed: (reason: unknown) => void;
}

interface WriteFailure {
  readonly reason: unknown;
}

type TurnsState =
  | { readonly kind: 'RESTING' }
  | { readonly kind: 'WRITING'; readonly end: Promise<WriteFailure | undefined> }
  | { readonly kind: 'DOWN' }
  | { readonly kind: 'RETRYING'; readonly end: Promise<WriteFailure | undefined> };

const TURNS: StateTable<TurnsState['kind']> = {
  name: 'turns of writing',
  next: {
    RESTING: ['WRITING'],
    WRITING: ['RESTING', 'DOWN'],
    DOWN: ['RETRYING'],
    RETRYING: ['RESTING', 'DOWN'],
  },
};

const RESTING: TurnsState = { kind: 'RESTING' };
const DOWN: TurnsState = { kind: 'DOWN' };

/**
 * Turns of writing to the database. A turn is some statements, one after the other.
 *
 * RESTING   No turn is under way. The database took everything in the last one.
 *           → WRITING: a turn starts.
 * WRITING   A turn is under way. The next one has to wait for its end.
 *           → RESTING: it took everything.
 *           → DOWN: a statement failed, which ends the turn. `onFailed` is called.
 * DOWN      No turn is under way. The last one failed.
 *           → RETRYING: a turn starts.
 * RETRYING  A turn is under way, and the one before it failed.
 *           → RESTING: it took everything.
 *           → DOWN: it failed too. `onFailed` is not called again.
 *
 * Invariants:
 * 1. At most one turn is under way.
 * 2. Each failed turn is counted. Of several in a row, `onFailed` gets only the first.
 */
export class WriteTurns {
  readonly #options: WriteTurnsOptions;
  #state: TurnsState = RESTING;

  constructor(options: WriteTurnsOptions) {
    this.#options = options;
  }

  /** Whether the last turn that has ended failed. */
  get isDown(): boolean {
    return this.#state.kind === 'DOWN' || this.#state.kind === 'RETRYING';
  }

  /** The end of the turn under way. */
  get underWay(): Promise<WriteFailure | undefined> | undefined {
    return 'end' in this.#state ? this.#state.end : undefined;
  }

  /** Only when no turn is under way. Its work begins at once. */
  start(work: () => Promise<void>): Promise<WriteFailure | undefined> {
    let settle: (failure: WriteFailure | undefined) => void = () => undefined;
    const end = new Promise<WriteFailure | undefined>((resolve) => {
      settle = resolve;
    });
    this.#enter({ kind: this.isDown ? 'RETRYING' : 'WRITING', end });
    void this.#finish(work()).then(settle);
    return end;
  }

  #enter(next: TurnsState): void {
    assertTransition(TURNS, this.#state.kind, next.kind);
    this.#state = next;
  }

  async #finish(turn: Promise<void>): Promise<WriteFailure | undefined> {
    try {
      await turn;
    } catch (reason) {
      const { stats, onFailed } = this.#options;
      stats.failedWrites += 1;
      if (!this.isDown) onFailed(reason);
      this.#enter(DOWN);
      return { reason };
    }
    this.#enter(RESTING);
    return undefined;
  }
}
