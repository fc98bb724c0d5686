import { type DatabaseOptions, type Db, openDatabase } from '../../store/database/database.js';
import {
  buildSearchIndexes,
  endSession,
  sessionId,
} from '../../store/search/build-search-indexes.js';

/** Another process builds, or the last attempt failed. */
const RETRY_MS = 60_000;
/** The largest tables take hours. */
const BUILD_TIMEOUT_MS = 24 * 3_600_000;

interface SearchIndexJobOptions {
  readonly databaseOptions: DatabaseOptions;
  /** For the stop. */
  readonly db: Db;
  readonly onBuilt: (name: string) => void;
  readonly onFailed: (reason: unknown) => void;
}

/**
 * Builds the indexes of searches that a large database lacks after an upgrade, beside all else.
 *
 * | state | what may happen | what leads to the next |
 * |---|---|---|
 * | RESTING | – | `start`, or the pause is over: BUILDING |
 * | BUILDING | one statement at a time, on a connection of its own | all are built: DONE; another process builds, or a failure: RESTING |
 * | DONE | – | – |
 *
 * `stop` leads from each state to the end. It ends the session, so the server gives up the index
 * under way. The next start builds it again.
 */
export class SearchIndexJob {
  readonly #options: SearchIndexJobOptions;
  #timer: NodeJS.Timeout | undefined;
  #run: Promise<void> = Promise.resolve();
  #session: number | undefined;
  #isStopped = false;

  constructor(options: SearchIndexJobOptions) {
    this.#options = options;
  }

  start(): void {
    this.#run = this.#build();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    if (this.#session !== undefined) await endSession(this.#options.db, this.#session);
    await this.#run;
  }

  async #build(): Promise<void> {
    const { databaseOptions, onBuilt, onFailed } = this.#options;
    const limits = { poolMax: 1, prepare: false, statementTimeoutMs: BUILD_TIMEOUT_MS };
    const db = openDatabase({ ...databaseOptions, ...limits });
    try {
      this.#session = await sessionId(db);
      const outcome = this.#isStopped ? 'built' : await buildSearchIndexes(db, onBuilt);
      if (outcome === 'busy') this.#buildLater();
    } catch (error) {
      if (!this.#isStopped) onFailed(error);
      this.#buildLater();
    } finally {
      this.#session = undefined;
      await db.destroy();
    }
  }

  #buildLater(): void {
    if (!this.#isStopped) this.#timer = setTimeout(() => this.start(), RETRY_MS);
  }
}
