import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import {
  checkMasterKeys,
  MasterKeyError,
  type Rotation,
  rotateDataKeys,
} from '../../engine/vault/master-key-use.js';
import type { MasterKeys } from '../../engine/vault/master-keys.js';
import { type DatabaseConnection, type Db, openDatabase } from '../../store/database/database.js';
import { migrate } from '../../store/database/migrate.js';
import { checkConnection } from '../../store/database/reachable.js';
import { visitEmbeddedDatabase } from '../embedded-database.js';

interface Outcome {
  readonly exitCode: number;
  readonly report: string;
}

/** Wraps every data key with the first master key, so that the others can go. */
export async function rotateMasterKey(config: Config, log: Logger): Promise<Outcome> {
  const { masterKeys } = config;
  if (masterKeys === undefined) {
    throw new MasterKeyError('Set MASTER_KEYS: first the new master key, after it the old ones.');
  }
  return withDatabase(config, log, async (db) => {
    await checkMasterKeys(db, masterKeys);
    return describe(masterKeys, await rotateDataKeys(db, masterKeys));
  });
}

function describe({ first, byId }: MasterKeys, { rewrapped, unreadable }: Rotation): Outcome {
  const done = `Data keys rewrapped with the master key "${first.id}": ${rewrapped}.\n`;
  if (unreadable.length > 0) {
    const places = unreadable.map(
      ({ workspaceId, dataKeyId }) => `  workspace ${workspaceId}, data key ${dataKeyId}\n`,
    );
    const failed = `Left as they are, because they do not open:\n${places.join('')}`;
    return { exitCode: 1, report: done + failed };
  }
  const others = [...byId.keys()].filter((id) => id !== first.id).map((id) => `"${id}"`);
  const next =
    others.length === 0
      ? ''
      : `Once every process runs with "${first.id}" first, MASTER_KEYS no longer needs ${others.join(', ')}.\n`;
  return { exitCode: 0, report: done + next };
}

async function withDatabase<T>(
  config: Config,
  log: Logger,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const { connection, stop } = await visitDatabase(config, log);
  try {
    const db = openDatabase({
      connection,
      poolMax: 1,
      prepare: config.databasePrepare,
      onConnectionLost: (err) => log.warn({ event: 'database_connection_lost', err }, err.message),
    });
    try {
      await checkConnection(db);
      await migrate(db);
      return await work(db);
    } finally {
      await db.destroy();
    }
  } finally {
    await stop();
  }
}

async function visitDatabase(
  { databaseUrl, dataDir }: Config,
  log: Logger,
): Promise<{ readonly connection: DatabaseConnection; stop(): Promise<void> }> {
  if (databaseUrl === undefined) return visitEmbeddedDatabase(dataDir, log);
  return { connection: { connectionString: databaseUrl }, stop: async () => undefined };
}
