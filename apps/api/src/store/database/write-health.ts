import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import { type WriteFailure, writeFailureOf } from './failures.js';

type WriteState = 'WRITING' | 'FAILING';

const WRITES: StateTable<WriteState> = {
  name: 'writes of the database',
  next: { WRITING: ['FAILING'], FAILING: ['WRITING'] },
};

/** On a full disk, small changes may still find room while larger ones fail. */
const CALM_MS = 10_000;

interface WriteHealthOptions {
  readonly nowMs: () => number;
  /** Called once when writes begin to fail, and again when the cause is another one. */
  readonly onFailing: (failure: WriteFailure, error: unknown) => void;
  readonly onWriting: () => void;
}

/**
 * Whether the database, which answers, also takes writes. A full disk leaves reads working, so that
 * a ping does not notice it.
 *
 * WRITING  No write has failed because of the disk or of a read-only server.
 *          → FAILING: a statement fails for such a cause.
 * FAILING  Writes get 503; checks from memory go on. The latest cause counts.
 *          → WRITING: a statement has changed rows, ten seconds or more after the last failure.
 *          Usage events that wait are tried every second, so this follows soon after the cause has
 *          ended.
 *
 * Who may change what: the connections report the outcome of every statement.
 */
export class WriteHealth {
  readonly stats: Record<WriteFailure, number> = { disk_full: 0, disk_error: 0, read_only: 0 };
  readonly #options: WriteHealthOptions;
  #state: WriteState = 'WRITING';
  #failure: WriteFailure | undefined;
  #failedAtMs = 0;

  constructor(options: WriteHealthOptions) {
    this.#options = options;
  }

  /** `undefined` while the database takes writes. */
  get failure(): WriteFailure | undefined {
    return this.#failure;
  }

  failed(error: unknown): void {
    const failure = writeFailureOf(error);
    if (failure === undefined) return;
    this.stats[failure] += 1;
    this.#failedAtMs = this.#options.nowMs();
    if (failure === this.#failure) return;
    if (this.#state === 'WRITING') this.#enter('FAILING');
    this.#failure = failure;
    this.#options.onFailing(failure, error);
  }

  /** A statement has changed rows. */
  wrote(): void {
    if (this.#state === 'WRITING') return;
    if (this.#options.nowMs() < this.#failedAtMs + CALM_MS) return;
    this.#enter('WRITING');
    this.#failure = undefined;
    this.#options.onWriting();
  }

  #enter(next: WriteState): void {
    assertTransition(WRITES, this.#state, next);
    this.#state = next;
  }
}
