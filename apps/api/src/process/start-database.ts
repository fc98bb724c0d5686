import type { PostgresConnection } from '@unlatch/embedded-postgres';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { checkMasterKeys } from '../engine/vault/master-key-use.js';
import { sampleTime } from '../lib/clock/agreed-clock.js';
import type { Clock } from '../lib/clock/clock.js';
import type { TimeSample } from '../lib/clock/clock-offset.js';
import { setUp } from '../operations/installation/set-up.js';
import {
  type Database,
  type DatabaseConnection,
  openDatabases,
} from '../store/database/database.js';
import { readDatabaseTimeMs } from '../store/database/database-time.js';
import { type MigratedSchema, migrateWithPatience } from '../store/database/migrate.js';
import { checkConnection } from '../store/database/reachable.js';
import { chooseDataDir, startEmbeddedDatabase } from './embedded-database.js';

export interface StartedDatabase {
  readonly connection: DatabaseConnection;
  /** The same as a text, for another process. */
  readonly url: string;
  /** Resolves with the reason if the database that was started here is gone. */
  readonly failed: Promise<string>;
  /** Where files may be kept. `undefined`: nowhere, because nothing was configured or is needed. */
  readonly dataDir: string | undefined;
  stop(): Promise<void>;
}

/** The configured database, or the built-in one, which is then started. */
export async function startDatabase(config: Config, log: Logger): Promise<StartedDatabase> {
  if (config.databaseUrl !== undefined) {
    return {
      connection: { connectionString: config.databaseUrl },
      url: config.databaseUrl,
      failed: new Promise(() => {}),
      dataDir: config.dataDir,
      stop: async () => undefined,
    };
  }
  const dataDir = config.dataDir ?? (await chooseDataDir());
  const postgres = await startEmbeddedDatabase(dataDir, log);
  return {
    connection: postgres.connection,
    url: toUrl(postgres.connection),
    // Once stopped on purpose, nobody waits for this any more.
    failed: postgres.exited.then((exit) => `PostgreSQL is gone: ${exit.detail}`),
    dataDir,
    stop: () => postgres.stop(),
  };
}

/** The host is a parameter because it may be a directory, that of a unix socket. */
function toUrl({ host, port, user, password, database }: PostgresConnection): string {
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `postgresql://${credentials}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

interface Preparation {
  readonly config: Config;
  readonly log: Logger;
  readonly connection: DatabaseConnection;
  readonly clock: Clock;
  readonly onTime: (sample: TimeSample) => void;
}

interface PreparedDatabase extends Database {
  /** Only when this start has made it up: shown to the operator, then forgotten. */
  readonly newRootKey: string | undefined;
}

/** Migrated and set up, with time agreed on: each process does this, whoever comes first does it. */
export async function prepareDatabase(options: Preparation): Promise<PreparedDatabase> {
  const { config, log, connection, clock, onTime } = options;
  const databaseOptions = {
    connection,
    poolMax: config.databasePoolMax,
    prepare: config.databasePrepare,
    onConnectionLost: (err: Error) =>
      log.warn({ event: 'database_connection_lost', err }, err.message),
  };
  const database = openDatabases(databaseOptions);
  const { db } = database;
  try {
    await checkConnection(db);
    onTime(await sampleTime(clock, () => readDatabaseTimeMs(db)));
    logSchema(log, await migrateWithPatience(databaseOptions));
    if (config.masterKeys !== undefined) await checkMasterKeys(db, config.masterKeys);
    return { ...database, newRootKey: await setUp({ db, clock }, config.rootKey) };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function logSchema(log: Logger, { applied, newer }: MigratedSchema): void {
  if (applied.length > 0) {
    log.info({ event: 'schema_migrated', migrations: applied }, 'the schema was migrated');
  }
  if (newer.length > 0) {
    const text = 'a newer version has migrated the schema, in a way that this one works with';
    log.info({ event: 'schema_newer', migrations: newer }, text);
  }
}
