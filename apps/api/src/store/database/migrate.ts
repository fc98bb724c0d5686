/*
 * Schema migrations, run by every program at its start.
 *
 * Invariant: a process never works on a schema that a breaking migration has changed beyond what
 * the process knows. A compatible migration may run beside it and before its start.
 *
 * What the database remembers, in `unlatch_migrations`: the names of the migrations that have run,
 * and of each whether it is compatible or breaking, so that an older program can judge it. Only
 * `migrate` writes there. A row without a mark is of a time before there were marks; to a program
 * that does not know it, it is breaking.
 *
 * A start is one transaction under one lock: wait for the lock, read what has run, decide
 * (`planMigrations`), run what is missing, store names and marks, commit.
 *
 * - Several starts, of older and newer programs: one after the other, by that lock. Each decides
 *   on what the one before has committed.
 * - A migration fails, or the process dies half-way: nothing has happened, not even of the
 *   migrations before it in the same start. The next start begins anew.
 * - Others work on the tables: a migration waits at most `LOCK_TIMEOUT_MS` for each of its locks,
 *   because requests queue up behind it; then all is undone and tried again after a pause.
 * - A breaking migration beside running processes is refused. Each of them holds a shared or an
 *   exclusive lock for as long as its change feed is connected (see counter-lock.ts), and the
 *   migration needs it for itself, to the end of its transaction.
 * - A process that has decided before a breaking migration, and takes that lock after it, decides
 *   once more (`requireKnownSchema`) before it serves.
 *
 * Not covered: a process whose change feed is disconnected while the breaking migration runs, and
 * a command such as rotate-master-key, which has no feed. docs/operating.md tells operators.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { MIGRATIONS, type SchemaMigration } from '../../../migrations/index.js';
import { OperatorError } from '../../lib/operator-error.js';
import { lockOutOtherProcesses } from '../changes/counter-lock.js';
import { type DatabaseOptions, type Db, openDatabase, type Tx } from './database.js';
import { isLockTimeout } from './failures.js';
import { type ExecutedMigration, type MigrationPlan, planMigrations } from './migration-plan.js';
import { inTransaction } from './transaction.js';

const OLDEST_SERVER_VERSION = 150_000;
/** The one that Kysely's migrator takes, as programs did that have no marks yet. */
const MIGRATION_LOCK = 3853314791062309107n;
/** Less than what ends a statement of a verification, and long enough for autovacuum to give way. */
const LOCK_TIMEOUT_MS = 2000;
/** For the requests that were waiting behind the migration. */
const PAUSE_MS = 500;
/** Together some ten minutes. */
const ATTEMPTS_MAX = 240;

/** The database cannot be used as it is; the message says what the operator can do. */
export class UnusableDatabaseError extends OperatorError {}

type Migrations = Readonly<Record<string, SchemaMigration>>;

export interface MigratedSchema {
  /** Run by this start, in this order. */
  readonly applied: readonly string[];
  /** Compatible ones of a newer program. */
  readonly newer: readonly string[];
}

/** Brings the database to this program's schema, or finds it on a newer one that is compatible. */
export async function migrate(
  db: Db,
  migrations: Migrations = MIGRATIONS,
): Promise<MigratedSchema> {
  await refuseOldServer(db);
  for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt += 1) {
    try {
      return await inTransaction(db, (tx) => bringUpToDate(tx, migrations));
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
    }
    await sleep(PAUSE_MS);
  }
  return inTransaction(db, (tx) => bringUpToDate(tx, migrations));
}

/** A change of a large table may take hours, and so may waiting for the process that makes it. */
const MIGRATION_TIMEOUT_MS = 24 * 3_600_000;

/** On a connection of its own, since no request and no job may take as long. */
export async function migrateWithPatience(options: DatabaseOptions): Promise<MigratedSchema> {
  const db = openDatabase({ ...options, poolMax: 1, statementTimeoutMs: MIGRATION_TIMEOUT_MS });
  try {
    return await migrate(db);
  } finally {
    await db.destroy();
  }
}

/** For a process that now holds the lock of those that work on the database. */
export async function requireKnownSchema(db: Db): Promise<void> {
  refuse(planMigrations(Object.keys(MIGRATIONS), await executedMigrations(db)));
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

async function bringUpToDate(tx: Tx, migrations: Migrations): Promise<MigratedSchema> {
  await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
  const plan = planMigrations(Object.keys(migrations), await executedMigrations(tx));
  const { pending, newer } = refuse(plan);
  const missing = pending.map((name) => ({ name, ...knownMigration(migrations, name) }));
  if (missing.length > 0) await run(tx, missing);
  return { applied: pending, newer };
}

function knownMigration(migrations: Migrations, name: string): SchemaMigration {
  const migration = migrations[name];
  if (migration === undefined) throw new Error(`there is no migration ${name}`);
  return { kind: migration.kind, up: migration.up };
}

async function run(
  tx: Tx,
  missing: readonly (SchemaMigration & { readonly name: string })[],
): Promise<void> {
  await sql`select set_config('lock_timeout', ${String(LOCK_TIMEOUT_MS)}, true)`.execute(tx);
  const breaking = missing.filter(({ kind }) => kind === 'breaking').map(({ name }) => name);
  if (breaking.length > 0 && !(await lockOutOtherProcesses(tx))) {
    throw new UnusableDatabaseError(
      `This version changes the database in a way that older versions cannot work with (${breaking.join(', ')}), and another process works on it. Nothing has been changed. Stop every process of Unlatch on this database, then start this version; if one has just lost its machine, try again in half a minute.`,
    );
  }
  await sql`
    create table if not exists unlatch_migrations
      (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(tx);
  await sql`alter table unlatch_migrations add column if not exists kind text`.execute(tx);
  for (const { name, kind, up } of missing) {
    await up(tx);
    await sql`
      insert into unlatch_migrations (name, timestamp, kind)
      values (${name}, ${new Date().toISOString()}, ${kind})`.execute(tx);
  }
}

async function executedMigrations(db: Db): Promise<ExecutedMigration[]> {
  const { rows: tables } = await sql<{ found: boolean }>`
    select to_regclass('unlatch_migrations') is not null as found`.execute(db);
  if (tables[0]?.found !== true) return [];
  // As JSON, because databases of before there were marks have no such column.
  const { rows } = await sql<ExecutedMigration>`
    select name, to_json(executed) ->> 'kind' as kind
    from unlatch_migrations as executed`.execute(db);
  return rows;
}

function refuse(plan: MigrationPlan): Extract<MigrationPlan, { readonly outcome: 'go_on' }> {
  if (plan.outcome === 'go_on') return plan;
  if (plan.outcome === 'refuse_newer') {
    throw new UnusableDatabaseError(
      `A newer version of Unlatch has changed the database in a way that this version cannot work with (${plan.breaking.join(', ')}). Start that version or a later one. Schema migrations only go forward: the way back is a backup from before the upgrade.`,
    );
  }
  throw new UnusableDatabaseError(
    `This version of Unlatch cannot upgrade the database: it would add ${plan.pending.join(', ')}, but another version has already gone on with ${plan.others.join(', ')}. Start that version, or a later one that has both.`,
  );
}
