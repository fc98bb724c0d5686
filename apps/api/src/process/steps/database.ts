import type { PostgresConnection, RunningPostgres } from '@unlatch/embedded-postgres';
import type { DatabaseConnection } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';
import {
  chooseDataDir,
  startEmbeddedDatabase,
  visitEmbeddedDatabase,
} from './embedded-database.js';

/** A PostgreSQL that runs. */
export interface DatabaseParts {
  readonly connection: DatabaseConnection;
  /** The same as a text, for another process. */
  readonly databaseUrl: string;
  /** Resolves with the reason if the database that was started here is gone. */
  readonly databaseGone: Promise<string>;
  /** Where files may be kept. `undefined`: nowhere, because nothing was configured or is needed. */
  readonly dataDir: string | undefined;
  /** `undefined`: the database is not the built-in one. */
  readonly postgres: RunningPostgres | undefined;
}

/** The configured database, or the built-in one, which is then started. */
export const database: Step<Pick<Basics, 'config' | 'log'>, DatabaseParts> = {
  name: 'database',
  async start({ config, log }) {
    if (config.databaseUrl !== undefined) {
      return {
        connection: { connectionString: config.databaseUrl },
        databaseUrl: config.databaseUrl,
        databaseGone: new Promise(() => {}),
        dataDir: config.dataDir,
        postgres: undefined,
      };
    }
    const dataDir = config.dataDir ?? (await chooseDataDir());
    const postgres = await startEmbeddedDatabase(dataDir, log);
    return {
      connection: postgres.connection,
      databaseUrl: toUrl(postgres.connection),
      // After a stop on purpose, nothing waits for this any more.
      databaseGone: postgres.exited.then((exit) => `PostgreSQL is gone: ${exit.detail}`),
      dataDir,
      postgres,
    };
  },
  // The package keeps to the times that it was given.
  stop: ({ postgres }) => postgres?.stop(),
};

/** The same database for a command, which may run while the service does. */
export const visitedDatabase: Step<
  Pick<Basics, 'config' | 'log'>,
  Pick<DatabaseParts, 'connection'> & { readonly leaveDatabase: () => Promise<void> }
> = {
  name: 'database',
  async start({ config: { databaseUrl, dataDir }, log }) {
    if (databaseUrl === undefined) {
      const { connection, stop } = await visitEmbeddedDatabase(dataDir, log);
      return { connection, leaveDatabase: stop };
    }
    return { connection: { connectionString: databaseUrl }, leaveDatabase: async () => undefined };
  },
  stop: ({ leaveDatabase }) => leaveDatabase(),
};

/** The host is a parameter because it may be a directory, that of a unix socket. */
function toUrl({ host, port, user, password, database: name }: PostgresConnection): string {
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `postgresql://${credentials}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`;
}
