/**
 * How long each part of a stop may take, and the stop as a whole.
 *
 * One process that answers, from when the port closes:
 *
 *     requests ──▶ database clients ──▶ connections ──▶ built-in PostgreSQL ──▶ Redis
 *                  events ──▶ disk
 *
 * The parts in the same column run at the same time. The limits leave time for the disk even if the
 * database is silent throughout. Events that the database has not taken go to the disk.
 *
 * STOP_DELAY_MS configures the delay before the port closes, which is not part of the whole.
 */
export const STOP_TIMES = {
  /** From the closing of the port to the end of the process, whatever is still under way. */
  wholeMs: 10_000,
  /** For the accepted requests. Then their connections are closed. */
  requestsMs: 4000,
  /**
   * For parts that may wait for the database, such as jobs. Then the database undoes what they
   * began.
   */
  databaseClientsMs: 4000,
  /** For the database to take the events, at the same time as its other clients. */
  recordsMs: 4000,
  /** For the remaining events to go to disk. It is not enforced, but left free. */
  recordsToDiskMs: 1000,
  /** For the analytics engine to end what it has under way. What it loses is sent again. */
  analyticsEngineMs: 1000,
  /** For the connections to close. Then they are destroyed. */
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
