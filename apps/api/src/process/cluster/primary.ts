import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { createAgreedClock } from '../../lib/clock/agreed-clock.js';
import { banner, rootKeyNote, serviceUrl } from '../banner.js';
import { afterStopDelay, firstSignal } from '../end-of-process.js';
import { prepareDatabase, type StartedDatabase, startDatabase } from '../start-database.js';
import { STOP_TIMES } from '../stop-times.js';
import { passMetricsOn } from './metrics-exchange.js';
import { WorkerPool } from './worker-pool.js';

/**
 * The process above the workers. It answers no requests: it owns what there is one of, the built-in
 * PostgreSQL and the terminal, prepares the database before anybody needs it, and looks after the
 * workers. The database is stopped last, when nobody uses it any more.
 *
 * Should the primary die, its workers notice that at once, finish what they have accepted and end;
 * see `workerStopRequests`. A built-in PostgreSQL is then adopted by the next start.
 */
export async function runPrimary(config: Config, log: Logger): Promise<never> {
  const signal = firstSignal();
  const database = await startDatabase(config, log);
  let exitCode: number;
  try {
    exitCode = await runWorkers({ config, log, database, signal });
  } finally {
    await database.stop();
  }
  process.exit(exitCode);
}

interface Parts {
  readonly config: Config;
  readonly log: Logger;
  readonly database: StartedDatabase;
  readonly signal: Promise<string>;
}

async function runWorkers({ config, log, database, signal }: Parts): Promise<number> {
  const newRootKey = await prepare(config, log, database);
  // A configured URL is in the environment already, perhaps by the name of a file.
  const env = {
    ...(config.databaseUrl === undefined && { DATABASE_URL: database.url }),
    ...(database.dataDir !== undefined && { DATA_DIR: database.dataDir }),
  };
  passMetricsOn();
  const pool = new WorkerPool({ size: config.workers, env, log });
  void signal.then(() => pool.leave());
  const delayed = afterStopDelay(signal, config.stopDelayMs);
  const stopRequested = delayed.then((reason) => ({ reason, exitCode: 0 }));
  try {
    const port = await Promise.race([pool.start(), stopRequested]);
    if (typeof port === 'number') {
      const url = serviceUrl(config.host, port);
      log.info({ event: 'listening', url, workers: config.workers }, 'listening');
      process.stdout.write(banner({ url, rootKey: newRootKey }));
    }
  } catch (error) {
    process.stdout.write(rootKeyNote(newRootKey));
    await pool.stop(STOP_TIMES.workersMs);
    throw error;
  }
  const failed = Promise.race([database.failed, pool.failed]);
  const end = await Promise.race([
    stopRequested,
    failed.then((reason) => ({ reason, exitCode: 1 })),
  ]);
  log.info({ event: 'stopping', reason: end.reason }, 'stopping');
  const wasInOrder = await pool.stop(STOP_TIMES.workersMs);
  return wasInOrder ? end.exitCode : 1;
}

/** Returns the root key if there was none. */
async function prepare(
  config: Config,
  log: Logger,
  { connection }: StartedDatabase,
): Promise<string | undefined> {
  const clock = createAgreedClock();
  const onTime = clock.observe;
  const { db, newRootKey } = await prepareDatabase({ config, log, connection, clock, onTime });
  await db.destroy();
  return newRootKey;
}
