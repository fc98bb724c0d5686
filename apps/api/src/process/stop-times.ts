/**
 * How long each part of a stop may take, and the stop as a whole.
 *
 * One process that answers, from when the port closes:
 *
 *     requests ──▶ database clients ──▶ connections ──▶ built-in PostgreSQL ──▶ Redis
 *                  records ──▶ disk
 *
 * The parts in the same column run side by side. The limits leave time for the disk even if the
 * database is silent all along: that is where the records go that the database has not taken.
 *
 * The delay before the port closes is configured, STOP_DELAY_MS, and comes on top.
 */
export const STOP_TIMES = {
  /** From when the port closes until the process ends, whatever is still under way. */
  wholeMs: 10_000,
  /** For the requests that were accepted. Then their connections are closed. */
  requestsMs: 4000,
  /** For what may wait for the database, such as jobs. The database undoes what they had begun. */
  databaseClientsMs: 4000,
  /** For the database to take the records, at the same time as its other clients. */
  recordsMs: 4000,
  /** For the records that are left to go to disk. This is not enforced, but left free. */
  recordsToDiskMs: 1000,
  /** For the connections to close. Then they are dropped. */
  connectionsMs: 500,
  /**
   * For the workers of a primary, each of which has `wholeMs`. Then they are killed. The primary
   * stops the built-in PostgreSQL after that.
   */
  workersMs: 10_000,
  /**
   * For the built-in PostgreSQL after each signal, before the next one. Where `wholeMs` ends the
   * process first, PostgreSQL has its signal and ends by itself.
   */
  postgresMs: { SIGINT: 20_000, SIGQUIT: 10_000, SIGKILL: 5000 },
} as const;
