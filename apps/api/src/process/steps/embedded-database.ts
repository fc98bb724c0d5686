import path from 'node:path';
import {
  EmbeddedPostgresError,
  findRunningPostgres,
  isReachableForPostgres,
  type PostgresConnection,
  type RunningPostgres,
  startEmbeddedPostgres,
} from '@unlatch/embedded-postgres';
import type { Logger } from 'pino';
import { OperatorError } from '../../lib/operator-error.js';
import { STOP_TIMES } from '../stop-times.js';

/** The built-in PostgreSQL does not start. The package explains why, in words for the operator. */
export class EmbeddedDatabaseError extends OperatorError {
  constructor(cause: EmbeddedPostgresError) {
    super(cause.message, { cause });
  }
}

/** The data folder for root, when PostgreSQL's own user cannot enter the usual place. */
const SYSTEM_DATA_DIR = '/var/lib/unlatch';
const DATABASE = 'unlatch';

/** Starts PostgreSQL below the data directory; see `chooseDataDir`. */
export async function startEmbeddedDatabase(
  dataDir: string,
  log: Logger,
): Promise<RunningPostgres> {
  log.info({ event: 'database_starting', dataDir }, 'starting PostgreSQL');
  const postgres = await startEmbeddedPostgres({
    dataDir,
    database: DATABASE,
    stopWaitsMs: STOP_TIMES.postgresMs,
    logLine: (line) => log.info({ event: 'database' }, line),
  }).catch(forOperator);
  log.info({ event: 'database_ready', adopted: postgres.adopted }, 'PostgreSQL is ready');
  return postgres;
}

/**
 * For a command. If the PostgreSQL of the service runs, the command uses it and leaves it running.
 * Otherwise this starts one for the command.
 */
export async function visitEmbeddedDatabase(
  configuredDir: string | undefined,
  log: Logger,
): Promise<{ readonly connection: PostgresConnection; stop(): Promise<void> }> {
  const dataDir = configuredDir ?? (await chooseDataDir());
  try {
    return await startEmbeddedDatabase(dataDir, log);
  } catch (error) {
    if (!isAlreadyRunning(error)) throw error;
    const connection = await findRunningPostgres({ dataDir, database: DATABASE }).catch(
      forOperator,
    );
    if (connection === undefined) throw error;
    return { connection, stop: async () => undefined };
  }
}

/**
 * ./data, next to the program. A service that runs as root starts PostgreSQL as another user, who
 * may not enter a private folder such as /root. The data is then in a system folder. Each place
 * that the service is started from has its own, so two checkouts never share data by accident.
 */
export async function chooseDataDir(): Promise<string> {
  const local = path.resolve('data');
  if (await isReachableForPostgres(local).catch(forOperator)) return local;
  const name = process.cwd().replaceAll(path.sep, '-').replace(/^-+/, '');
  return path.join(SYSTEM_DATA_DIR, name);
}

function forOperator(error: unknown): never {
  throw error instanceof EmbeddedPostgresError ? new EmbeddedDatabaseError(error) : error;
}

function isAlreadyRunning(error: unknown): boolean {
  const reason = error instanceof EmbeddedDatabaseError ? error.cause : undefined;
  return reason instanceof EmbeddedPostgresError && reason.code === 'already_running';
}
