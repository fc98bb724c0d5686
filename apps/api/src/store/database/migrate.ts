/*
 * Schema migrations. Every program runs them at its start.
 *
 * Invariant: a process never works on a schema that a breaking migration has changed beyond what
 * the process knows. A compatible migration may run beside the process and before its start.
 *
 * The table `unlatch_migrations` has the name of each migration that has run, and its mark:
 * compatible or breaking. An older program decides by the mark. Only `migrate` writes there. A row
 * without a mark is older than the marks. A program that does not know it treats it as breaking.
 *
 * A start is one transaction under one lock. It waits for the lock, reads what has run, decides
 * (`planMigrations`), runs the missing migrations, stores names and marks, and commits.
 *
 * - Several starts, of older and newer programs: the lock runs them one after the other. Each
 *   decides by what the one before has committed.
 * - A migration fails, or the process dies before the commit: everything is undone, also the
 *   earlier migrations of the same start. The next start begins again.
 * - Other transactions work on the tables: a migration waits at most `LOCK_TIMEOUT_MS` for each of
 *   its locks, because requests queue up behind it. Then everything is undone, and tried again
 *   after a pause.
 * - A breaking migration beside running processes is refused. Each process holds a shared or an
 *   exclusive lock while its change feed is connected (see counter-lock.ts). The migration needs
 *   that lock exclusively, to the end of its transaction.
 * - A process that decided before a breaking migration, and takes that lock after it, decides again
 *   (`requireKnownSchema`) before it serves.
 *
 * Not covered: a process whose change feed is disconnected while the breaking migration runs, and a
 * command such as rotate-master-key, which has no feed. docs/operating.md tells operators.
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
/** The lock of Kysely's migrator, which programs from before the marks take. */
const MIGRATION_LOCK = 3853314791062309107n;
/** Shorter than the statement timeout of a verification, long enough for autovacuum to yield. */
const LOCK_TIMEOUT_MS = 2000;
/** Lets the requests run that queued up behind the migration. */
const PAUSE_MS = 500;
/** All attempts together take about ten minutes. */
const ATTEMPTS_MAX = 240;

/** The database cannot be used as it is. The message says what the operator can do. */
export class UnusableDatabaseError extends OperatorError {}

type Migrations = Readonly<Record<string, SchemaMigration>>;

/** Each attempt reports; one that is undone is followed by another. */
export interface MigrationReports {
  readonly onBegin: (names: readonly string[]) => void;
  readonly onRun: (migration: { readonly name: string; readonly durationMs: number }) => void;
}

const SILENT: MigrationReports = { onBegin: () => undefined, onRun: () => undefined };

export interface MigratedSchema {
  /** The migrations that this start has run, in this order. */
  readonly applied: readonly string[];
  /** Compatible migrations of a newer program. */
  readonly newer: readonly string[];
}

/** Brings the database to the schema of this program, or accepts a newer compatible schema. */
export async function migrate(
  db: Db,
  migrations: Migrations = MIGRATIONS,
  reports: MigrationReports = SILENT,
): Promise<MigratedSchema> {
  await refuseOldServer(db);
  for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt += 1) {
    try {
      return await inTransaction(db, (tx) => bringUpToDate(tx, migrations, reports));
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
    }
    await sleep(PAUSE_MS);
  }
  return inTransaction(db, (tx) => bringUpToDate(tx, migrations, reports));
}

/**
 * A change of a large table may take hours. Waiting for another process that makes it takes as
 * long.
 */
const MIGRATION_TIMEOUT_MS = 24 * 3_600_000;

/** On a separate connection, since no request and no job may take this long. */
export async function migrateWithPatience(
  options: DatabaseOptions,
  reports: MigrationReports,
): Promise<MigratedSchema> {
  const db = openDatabase({ ...options, poolMax: 1, statementTimeoutMs: MIGRATION_TIMEOUT_MS });
  try {
    return await migrate(db, MIGRATIONS, reports);
  } finally {
    await db.destroy();
  }
}

/** For a process that now holds the lock by which processes exclude breaking migrations. */
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

async function bringUpToDate(
  tx: Tx,
  migrations: Migrations,
  reports: MigrationReports,
): Promise<MigratedSchema> {
  await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
  const plan = planMigrations(Object.keys(migrations), await executedMigrations(tx));
  const { pending, newer } = refuse(plan);
  const missing = pending.map((name) => ({ name, ...knownMigration(migrations, name) }));
  if (missing.length > 0) await run(tx, missing, reports);
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
  { onBegin, onRun }: MigrationReports,
): Promise<void> {
  await sql`select set_config('lock_timeout', ${String(LOCK_TIMEOUT_MS)}, true)`.execute(tx);
  const breaking = missing.filter(({ kind }) => kind === 'breaking').map(({ name }) => name);
  if (breaking.length > 0 && !(await lockOutOtherProcesses(tx))) {
    throw new UnusableDatabaseError(
      `This version changes the database in a way that older versions cannot work with (${breaking.join(', ')}), and another process works on it. Nothing has been changed. Stop every process of Unlatch on this database, then start this version; if one has just lost its machine, try again in half a minute.`,
    );
  }
  onBegin(missing.map(({ name }) => name));
  await sql`
    create table if not exists unlatch_migrations
      (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(tx);
  await sql`alter table unlatch_migrations add column if not exists kind text`.execute(tx);
  for (const { name, kind, up } of missing) {
    const beganMs = performance.now();
    await up(tx);
    await sql`
      insert into unlatch_migrations (name, timestamp, kind)
      values (${name}, ${new Date().toISOString()}, ${kind})`.execute(tx);
    onRun({ name, durationMs: Math.round(performance.now() - beganMs) });
  }
}

async function executedMigrations(db: Db): Promise<ExecutedMigration[]> {
  const { rows: tables } = await sql<{ found: boolean }>`
    select to_regclass('unlatch_migrations') is not null as found`.execute(db);
  if (tables[0]?.found !== true) return [];
  // As JSON, because databases from before the marks do not have the column.
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
