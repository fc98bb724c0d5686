import type { Db } from '../../store/database/database.js';
import type { Landing } from '../../store/events/event-batches.js';
import { hasEngine } from '../../store/outbox/engines.js';

const ASK_MS = 10_000;

interface LandingChoiceOptions {
  readonly db: Db;
  /** Whether this deployment is to have an engine. */
  readonly isWanted: boolean;
  readonly onFailed: (reason: unknown) => void;
}

/**
 * Where this process lands batches of events.
 *
 * | state | what may happen | what leads to the next |
 * |---|---|---|
 * | ROWS | batches land as rows; the database is asked whether a relay has reached an engine | one has: OUTBOX |
 * | OUTBOX | batches land in the outbox, also while the engine is away | – |
 *
 * So an engine that is installed later, or never, loses nothing: the relay moves the rows. A
 * process that may not use an engine stays in ROWS.
 */
export class LandingChoice {
  readonly #options: LandingChoiceOptions;
  #landing: Landing = 'rows';
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: LandingChoiceOptions) {
    this.#options = options;
  }

  get current(): Landing {
    return this.#landing;
  }

  /** Asks once. A database that does not answer leaves it at rows, and is asked again. */
  async ask(): Promise<void> {
    const { db, isWanted, onFailed } = this.#options;
    if (!isWanted || this.#landing === 'outbox') return;
    try {
      if (await hasEngine(db)) this.#landing = 'outbox';
    } catch (reason) {
      onFailed(reason);
    }
  }

  /** Asks now and then. */
  start(): void {
    if (this.#options.isWanted) this.#asking = this.#askAgain();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#asking;
  }

  async #askAgain(): Promise<void> {
    await this.ask();
    if (this.#landing === 'outbox' || this.#isStopped) return;
    this.#timer = setTimeout(() => this.start(), ASK_MS);
  }
}
