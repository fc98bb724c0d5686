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
  /** For the statements of checks. */
  readonly hotDb: Db;
  /** The sums over both. */
  readonly pool: PoolStats;
  /** The options of these connections, for other connections with other limits. */
  readonly databaseOptions: DatabaseOptions;
  /** Resolves if the database answers checks, and rejects if it does not. */
  readonly pingDatabase: () => Promise<void>;
}

/** Connections open one by one as they are used, so this cannot fail. */
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
  // This closes the connections of `hotDb` too.
  stop: ({ db }) => db.destroy(),
  stopLimitMs: STOP_TIMES.connectionsMs,
};

/** Refuses the start if the database cannot be reached, and tells the operator the likely cause. */
export const reachableDatabase: Step<Pick<Connections, 'db'>, object> = {
  name: 'reachable_database',
  async start({ db }) {
    await checkConnection(db);
    return {};
  },
};
