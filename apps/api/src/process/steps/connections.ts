import type { Logger } from 'pino';
import { PacedLines } from '../../lib/paced-lines.js';
import type { PoolStats } from '../../store/database/connection-pool.js';
import { Contact } from '../../store/database/contact.js';
import {
  type Database,
  type DatabaseOptions,
  type Db,
  openDatabases,
} from '../../store/database/database.js';
import type { WriteFailure } from '../../store/database/failures.js';
import { checkConnection, createPing } from '../../store/database/reachable.js';
import { WriteHealth } from '../../store/database/write-health.js';
import type { Step } from '../start-in-order.js';
import { STOP_TIMES } from '../stop-times.js';
import type { Basics } from './basics.js';
import type { DatabaseParts } from './database.js';

interface Connections {
  /** For changes, lists and jobs. */
  readonly db: Db;
  /** For the statements of checks. */
  readonly hotDb: Db;
  /** The connections of `db` for one request, whose deadline ends what it has under way. */
  readonly dbFor: Database['dbFor'];
  /** The sums over both. */
  readonly pool: PoolStats;
  /** The options of these connections, for other connections with other limits. */
  readonly databaseOptions: DatabaseOptions;
  /** Whether the database takes writes. */
  readonly writeHealth: WriteHealth;
  /** Whether the database answers at all. */
  readonly contact: Contact;
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
    const writeHealth = watchWrites(log);
    const contact = new Contact({ nowMs: () => performance.now() });
    contact.start();
    const lines = new PacedLines();
    const databaseOptions: DatabaseOptions = {
      writeHealth,
      contact,
      connection,
      poolMax: config.databasePoolMax,
      prepare: config.databasePrepare,
      onConnectionLost: (err) =>
        lines.add(err.message, (count) =>
          log.warn({ event: 'database_connection_lost', count, err }, err.message),
        ),
    };
    const { db, hotDb, dbFor, stats } = openDatabases(databaseOptions);
    const pingDatabase = createPing(hotDb);
    const parts = { db, hotDb, dbFor, pool: stats, databaseOptions };
    return { ...parts, writeHealth, contact, pingDatabase };
  },
  // This closes the connections of `hotDb` too.
  async stop({ db, contact }) {
    contact.stop();
    await db.destroy();
  },
  stopLimitMs: STOP_TIMES.connectionsMs,
};

const WRITE_FAILURE_TEXTS: Readonly<Record<WriteFailure, string>> = {
  disk_full: 'the disk of the database is full: changes get 503 until there is room',
  disk_error: 'the database cannot use its disk: changes get 503',
  read_only: 'the database server is read-only: changes get 503',
};

function watchWrites(log: Logger): WriteHealth {
  return new WriteHealth({
    nowMs: () => performance.now(),
    onFailing: (cause, err) =>
      log.error({ event: 'database_writes_failing', cause, err }, WRITE_FAILURE_TEXTS[cause]),
    onWriting: () => log.info({ event: 'database_writes_back' }, 'the database takes writes again'),
  });
}

/** Refuses the start if the database cannot be reached, and tells the operator the likely cause. */
export const reachableDatabase: Step<Pick<Connections, 'db'>, object> = {
  name: 'reachable_database',
  async start({ db }) {
    await checkConnection(db);
    return {};
  },
};
