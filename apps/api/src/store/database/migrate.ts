import { Migrator, sql } from 'kysely';
import { MIGRATIONS } from '../../../migrations/index.js';
import { OperatorError } from '../../lib/operator-error.js';
import { type DatabaseOptions, type Db, openDatabase } from './database.js';

const OLDEST_SERVER_VERSION = 150_000;
const MIGRATION_TABLE = 'unlatch_migrations';

/** The database cannot be used as it is; the message says what the operator can do. */
export class UnusableDatabaseError extends OperatorError {}

/**
 * Brings the database to this program's schema. Several processes may call it at once: the
 * migrator holds an advisory lock, so one works while the others wait and then find nothing to do.
 */
export async function migrate(db: Db): Promise<void> {
  await refuseOldServer(db);
  await refuseNewerSchema(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: `${MIGRATION_TABLE}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** A change of a large table may take hours, and so may waiting for the process that makes it. */
const MIGRATION_TIMEOUT_MS = 24 * 3_600_000;

/** On connections of its own, since no request and no job may take as long. */
export async function migrateWithPatience(options: DatabaseOptions): Promise<void> {
  const db = openDatabase({ ...options, poolMax: 2, statementTimeoutMs: MIGRATION_TIMEOUT_MS });
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
}

async function refuseOldServer(db: Db): Promise<void> {
  const { rows } = await sql<{ number: string; text: string }>`
    select current_setting('server_version_num') as number,
           current_setting('server_version') as text`.execute(db);
  const version = rows[0];
  if (version !== undefined && Number(version.number) < OLDEST_SERVER_VERSION) {
    throw new UnusableDatabaseError(
      `DATABASE_URL leads to PostgreSQL ${version.text}; Unlatch needs version 15 or newer. Upgrade the server, or unset DATABASE_URL to use the built-in one.`,
    );
  }
}

async function refuseNewerSchema(db: Db): Promise<void> {
  const unknown = (await executedMigrations(db)).filter((name) => !(name in MIGRATIONS));
  if (unknown.length > 0) {
    throw new UnusableDatabaseError(
      `The database was set up by a newer version of Unlatch (it has ${unknown.join(', ')}). Start that version or a later one; migrations only go forward.`,
    );
  }
}

async function executedMigrations(db: Db): Promise<string[]> {
  const { rows: tables } = await sql<{ found: boolean }>`
    select to_regclass(${MIGRATION_TABLE}) is not null as found`.execute(db);
  if (tables[0]?.found !== true) return [];
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(MIGRATION_TABLE)} order by name`.execute(db);
  return rows.map((row) => row.name);
}
