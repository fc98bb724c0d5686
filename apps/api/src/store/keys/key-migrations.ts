import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';
import type { KeyMigrationTable } from '../tables/key-migration.js';

export interface KeyMigration {
  readonly id: string;
  readonly name: string;
  /** How the hashes of its keys were made. */
  readonly algorithm: KeyMigrationTable['algorithm'];
  readonly createdAtMs: number;
}

export async function insertKeyMigration(
  tx: Tx,
  migration: Omit<KeyMigration, 'createdAtMs'> & {
    readonly workspaceId: string;
    readonly nowMs: number;
  },
): Promise<void> {
  await tx
    .insertInto('key_migrations')
    .values({
      workspace_id: migration.workspaceId,
      id: migration.id,
      name: migration.name,
      algorithm: migration.algorithm,
      created_at_ms: migration.nowMs,
    })
    .execute();
}

export async function findKeyMigration(
  db: Db,
  { workspaceId, migrationId }: KeyMigrationReference,
): Promise<KeyMigration | undefined> {
  const row = await selectKeyMigrations(db, workspaceId)
    .where('id', '=', migrationId)
    .executeTakeFirst();
  return row === undefined ? undefined : toKeyMigration(row);
}

export interface KeyMigrationReference {
  readonly workspaceId: string;
  readonly migrationId: string;
}

/** The i-th answer belongs to the i-th reference. */
export async function loadKeyMigrations(
  db: Db,
  references: readonly KeyMigrationReference[],
): Promise<(KeyMigration | undefined)[]> {
  const { rows } = await sql<Row & { readonly position: number }>`
    select reference.position::int as position, key_migrations.id, key_migrations.name,
      key_migrations.algorithm, key_migrations.created_at_ms
    from unnest(
      ${references.map((reference) => reference.workspaceId)}::text[],
      ${references.map((reference) => reference.migrationId)}::text[]
    ) with ordinality as reference (workspace_id, id, position)
    join key_migrations
      on key_migrations.workspace_id = reference.workspace_id
      and key_migrations.id = reference.id`.execute(db);
  const byPosition = new Map(rows.map((row) => [row.position, toKeyMigration(row)]));
  return references.map((_, index) => byPosition.get(index + 1));
}

/** Ascending by id, from `fromId` on. */
export async function listKeyMigrations(
  db: Db,
  list: { workspaceId: string; fromId: string; limit: number },
): Promise<KeyMigration[]> {
  const rows = await selectKeyMigrations(db, list.workspaceId)
    .where('id', '>=', list.fromId)
    .orderBy('id')
    .limit(list.limit)
    .execute();
  return rows.map(toKeyMigration);
}

/**
 * Gives an imported key the hash that every other key has, if this migration has not yet done so.
 * Of two requests with one key, the second waits for the first and then finds nothing to do. A
 * deleted key still occupies its hash, so a key that was imported twice keeps its imported hash.
 */
export async function rehashImportedKey(
  tx: Tx,
  key: {
    readonly workspaceId: string;
    readonly migrationId: string;
    readonly importedHash: string;
    readonly hash: string;
    readonly start: string;
    readonly prefix: string | null;
    readonly nowMs: number;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('keys')
    .set({
      hash: key.hash,
      start: key.start,
      prefix: key.prefix,
      pending_migration_id: null,
      updated_at_ms: key.nowMs,
    })
    .where('workspace_id', '=', key.workspaceId)
    .where('hash', '=', key.importedHash)
    .where('pending_migration_id', '=', key.migrationId)
    .where('deleted_at_ms', 'is', null)
    .where(
      sql<boolean>`not exists (
        select from keys as other
        where other.workspace_id = ${key.workspaceId} and other.hash = ${key.hash}
      )`,
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

const COLUMNS = ['id', 'name', 'algorithm', 'created_at_ms'] as const;

type Row = Pick<Selectable<KeyMigrationTable>, (typeof COLUMNS)[number]>;

function selectKeyMigrations(db: Db, workspaceId: string) {
  return db.selectFrom('key_migrations').select(COLUMNS).where('workspace_id', '=', workspaceId);
}

function toKeyMigration(row: Row): KeyMigration {
  return { id: row.id, name: row.name, algorithm: row.algorithm, createdAtMs: row.created_at_ms };
}
