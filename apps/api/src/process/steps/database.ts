import type { PostgresConnection, RunningPostgres } from '@unlatch/embedded-postgres';
import type { DatabaseConnection } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';
import {
  chooseDataDir,
  startEmbeddedDatabase,
  visitEmbeddedDatabase,
} from './embedded-database.js';

/** A running PostgreSQL. */
export interface DatabaseParts {
  readonly connection: DatabaseConnection;
  /** The same connection as a URL, for another process. */
  readonly databaseUrl: string;
  /** Resolves with the reason if the PostgreSQL that this process started has ended. */
  readonly databaseGone: Promise<string>;
  /** The folder for files. `undefined`: no folder, because none is configured or needed. */
  readonly dataDir: string | undefined;
  /** `undefined`: the database is not the built-in one. */
  readonly postgres: RunningPostgres | undefined;
}

/** The configured database, or the built-in one, which this starts. */
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
      // After an intended stop, no part waits for this any more.
      databaseGone: postgres.exited.then((exit) => `PostgreSQL is gone: ${exit.detail}`),
      dataDir,
      postgres,
    };
  },
  // The package enforces the times that it was given.
  stop: ({ postgres }) => postgres?.stop(),
};

/** The same database for a command, which may run at the same time as the service. */
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

/** The host is a query parameter, because it may be a directory with a unix socket. */
function toUrl({ host, port, user, password, database: name }: PostgresConnection): string {
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `postgresql://${credentials}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`;
}
