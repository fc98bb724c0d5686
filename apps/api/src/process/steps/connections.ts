import type { PoolStats } from '../../store/database/connection-pool.js';
import { type DatabaseOptions, type Db, openDatabases } from '../../store/database/database.js';
import { checkConnection, createPing } from '../../store/database/reachable.js';
import type { Step } from '../start-in-order.js';
import { STOP_TIMES } from '../stop-times.js';
import type { Basics } from './basics.js';
import type { DatabaseParts } from './database.js';

interface Connections {
  /** For changes, lists and jobs. */
  readonly db: Db;
  /** For what a check waits for. */
  readonly hotDb: Db;
  /** Of both. */
  readonly pool: PoolStats;
  /** What they were opened with, for connections that need other limits. */
  readonly databaseOptions: DatabaseOptions;
  /** Whether the database answers checks; throws if it does not. */
  readonly pingDatabase: () => Promise<void>;
}

/** They are opened one by one as they are used, so this cannot fail. */
export const connections: Step<
  Pick<Basics, 'config' | 'log'> & Pick<DatabaseParts, 'connection'>,
  Connections
> = {
  name: 'connections',
  start({ config, log, connection }) {
    const databaseOptions: DatabaseOptions = {
      connection,
      poolMax: config.databasePoolMax,
      prepare: config.databasePrepare,
      onConnectionLost: (err) => log.warn({ event: 'database_connection_lost', err }, err.message),
    };
    const { db, hotDb, stats } = openDatabases(databaseOptions);
    return { db, hotDb, pool: stats, databaseOptions, pingDatabase: createPing(hotDb) };
  },
  // This closes those of `hotDb`, too.
  stop: ({ db }) => db.destroy(),
  stopLimitMs: STOP_TIMES.connectionsMs,
};

/** Refuses the start if the database cannot be reached, and says what the operator should look at. */
export const reachableDatabase: Step<Pick<Connections, 'db'>, object> = {
  name: 'reachable_database',
  async start({ db }) {
    await checkConnection(db);
    return {};
  },
};
