import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { createAgreedClock } from '../../lib/clock/agreed-clock.js';
import { VERSION } from '../../lib/version.js';
import { announce } from '../announce.js';
import { rootKeyNote, serviceUrl } from '../banner.js';
import { afterStopDelay, firstSignal } from '../signals.js';
import { startInOrder } from '../start-in-order.js';
import { type AnalyticsEngineParts, analyticsEngine } from '../steps/analytics-engine.js';
import { connections, reachableDatabase } from '../steps/connections.js';
import { type DatabaseParts, database } from '../steps/database.js';
import { keyVault } from '../steps/key-vault.js';
import { usableRedis } from '../steps/limiter.js';
import { type RootKeyParts, rootKey } from '../steps/root-key.js';
import { schema } from '../steps/schema.js';
import { type SetupLinkParts, setupLink } from '../steps/setup-link.js';
import { time } from '../steps/time.js';
import { STOP_TIMES } from '../stop-times.js';
import { passMetricsOn } from './metrics-exchange.js';
import { WorkerPool } from './worker-pool.js';

/**
 * The process above the workers. It answers no requests. It owns the built-in PostgreSQL, the
 * analytics engine and the terminal, of which there is one each. It prepares the database before a worker needs it, and
 * supervises the workers. The database is stopped last, when no worker uses it any more.
 *
 * If the primary dies, its workers notice that at once, finish what they have accepted and end; see
 * `wordsOfPrimary`. The next start then adopts a built-in PostgreSQL.
 */
export async function runPrimary(config: Config, log: Logger): Promise<never> {
  const signal = firstSignal(log, config);
  const { given, stop } = await startInOrder({ config, log })
    // First, as in `startService`.
    .step(usableRedis)
    .step(database)
    .step(analyticsEngine)
    .run();
  let exitCode = 1;
  let isStoppedInOrder = false;
  try {
    const shown = await prepareDatabase(given);
    exitCode = await runWorkers({ ...given, shown, signal });
  } finally {
    isStoppedInOrder = await stop();
  }
  process.exit(isStoppedInOrder ? exitCode : 1);
}

interface Parts extends DatabaseParts, AnalyticsEngineParts {
  readonly config: Config;
  readonly log: Logger;
}

/** What the terminal shows once. */
type Shown = RootKeyParts & SetupLinkParts;

/** Prepares the database, so that each worker finds it ready. */
async function prepareDatabase(parts: Parts): Promise<Shown> {
  const clock = createAgreedClock();
  // The order is that of `startService`, for the same reasons.
  const { given, stop } = await startInOrder({ ...parts, clock, onTime: clock.observe })
    .step(connections)
    .step(reachableDatabase)
    .step(time)
    .step(schema)
    .step(keyVault)
    .step(rootKey)
    .step(setupLink)
    .run();
  await stop();
  const { rootKeyUse, setupToken } = given;
  return { rootKeyUse, setupToken };
}

async function runWorkers({
  config,
  log,
  signal,
  shown,
  ...database
}: Parts & {
  readonly signal: Promise<string>;
  readonly shown: Shown;
}): Promise<number> {
  passMetricsOn();
  const pool = new WorkerPool({ size: config.workers, env: environment(config, database), log });
  void signal.then(() => pool.leave());
  const delayed = afterStopDelay(signal, config.stopDelayMs);
  const stopRequested = delayed.then((reason) => ({ reason, exitCode: 0 }));
  try {
    const port = await Promise.race([pool.start(), stopRequested]);
    if (typeof port === 'number') {
      const url = serviceUrl(config.host, port);
      const facts = { url, version: VERSION, workers: config.workers };
      log.info({ event: 'listening', ...facts }, 'listening');
      announce({ url, ...shown, publicUrl: config.publicUrl }, log);
    }
  } catch (error) {
    process.stdout.write(rootKeyNote(shown.rootKeyUse));
    await pool.stop(STOP_TIMES.workersMs);
    throw error;
  }
  const failed = Promise.race([database.databaseGone, pool.failed]);
  const end = await Promise.race([
    stopRequested,
    failed.then((reason) => ({ reason, exitCode: 1 })),
  ]);
  log.info({ event: 'stopping', reason: end.reason }, 'stopping');
  const wasInOrder = await pool.stop(STOP_TIMES.workersMs);
  return wasInOrder ? end.exitCode : 1;
}

/** A configured URL is in the environment already, perhaps as the name of a file. */
function environment(
  config: Config,
  {
    databaseUrl,
    dataDir,
    analyticsEngine: engine,
  }: Pick<Parts, 'databaseUrl' | 'dataDir' | 'analyticsEngine'>,
): Readonly<Record<string, string>> {
  return {
    ...(config.databaseUrl === undefined && { DATABASE_URL: databaseUrl }),
    ...(dataDir !== undefined && { DATA_DIR: dataDir }),
    ...(engine !== undefined && { ANALYTICS_SOCKET: engine.socketPath }),
  };
}
