import { sql } from 'kysely';
import { type DatabaseOptions, type Db, openDatabase, type Tx } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';

const LOCK = 'unlatch.analytics_relay';
/** A large outbox is measured, and redelivered to a new engine, in one statement. */
const STATEMENT_TIMEOUT_MS = 120_000;

/** Another process may be the relay now. What was under way has had no effect. */
class RelayReplacedError extends Error {
  constructor() {
    super('The session of the relay has ended, and its lock with it.');
    this.name = 'RelayReplacedError';
  }
}

/**
 * The session that makes this process the relay. Of all processes on a database, one has it.
 *
 * The lock belongs to the session in the server. If the connection breaks, the server ends the
 * session and frees the lock, and the pool connects anew, to a session without the lock. So each
 * transaction begins by asking which session it is in.
 */
export class RelaySession {
  readonly #db: Db;
  readonly #pid: number;

  private constructor(db: Db, pid: number) {
    this.#db = db;
    this.#pid = pid;
  }

  /** `undefined`: another process is the relay. */
  static async open(options: DatabaseOptions): Promise<RelaySession | undefined> {
    const db = openDatabase({
      ...options,
      poolMax: 1,
      prepare: false,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    });
    try {
      const { rows } = await sql<{ locked: boolean; pid: number }>`
        select pg_try_advisory_lock(hashtext(${LOCK})) as locked, pg_backend_pid() as pid`.execute(
        db,
      );
      const [row] = rows;
      if (row?.locked === true) return new RelaySession(db, row.pid);
    } catch (error) {
      await db.destroy();
      throw error;
    }
    await db.destroy();
    return undefined;
  }

  /** One transaction of the relay. Throws if another process may be the relay by now. */
  async inTurn<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return inTransaction(this.#db, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      if (rows[0]?.pid !== this.#pid) throw new RelayReplacedError();
      return work(tx);
    });
  }

  /** Ends the session, which frees the lock. */
  async close(): Promise<void> {
    await this.#db.destroy();
  }
}
