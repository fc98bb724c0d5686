import { isUnavailable } from './failures.js';

/**
 * What one request has under way in the database, so that its deadline can end it.
 *
 * | state | what may happen | what leads to the next |
 * |---|---|---|
 * | OPEN | any statement | a commit is sent: UNKNOWN; the deadline: OVER |
 * | UNKNOWN: a commit was sent | any statement | the database refuses the commit: OPEN; the deadline: OVER |
 * | OVER | only a rollback | – |
 *
 * Invariant: once it is over, no commit is sent. So if none was sent before, nothing is changed.
 * The statement under way is cancelled, so that its row locks are free, and others do not wait.
 */
export class DatabaseUse {
  #isOver = false;
  #mayHaveCommitted = false;
  readonly #cancels = new Set<() => void>();

  /** Whether a commit was sent, and not refused. */
  get mayHaveCommitted(): boolean {
    return this.#mayHaveCommitted;
  }

  /** The deadline of the request. */
  end(): void {
    this.#isOver = true;
    for (const cancel of this.#cancels) cancel();
  }

  /** Sends a statement. `cancel` asks the database to end it. */
  async run<T>(
    text: string,
    { send, cancel }: { readonly send: () => Promise<T>; readonly cancel: () => void },
  ): Promise<T> {
    if (this.#isOver && text !== 'rollback') throw new RequestOverError();
    if (text === 'commit') return this.#commit(send);
    this.#cancels.add(cancel);
    try {
      return await send();
    } finally {
      this.#cancels.delete(cancel);
    }
  }

  async #commit<T>(send: () => Promise<T>): Promise<T> {
    this.#mayHaveCommitted = true;
    try {
      return await send();
    } catch (error) {
      if (!isUnavailable(error)) this.#mayHaveCommitted = false;
      throw error;
    }
  }
}

/** Its request has been answered, so no client hears of this. */
class RequestOverError extends Error {
  constructor() {
    super('the request is over, so its statement was not sent');
    this.name = 'RequestOverError';
  }
}
