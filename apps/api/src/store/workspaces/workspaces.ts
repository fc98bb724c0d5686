import { type Selectable, sql } from 'kysely';
import type { AuditRetention } from '../../domain/audit/retention.js';
import type { Db, Tx } from '../database/database.js';
import type { WorkspaceTable } from '../tables/workspace.js';
import { freeSlug } from './slugs.js';

export interface Workspace extends AuditRetention {
  readonly id: string;
  readonly name: string;
  /** `null`: unlimited. */
  readonly apiRequestsPerMinute: number | null;
  readonly logRetentionDays: number;
  /** Whether giving permissions, roles and identities to keys always needs rights on them. */
  readonly strictRights: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number | null;
}

/** Returns its slug. */
export async function insertWorkspace(
  tx: Tx,
  workspace: { id: string; name: string; nowMs: number },
): Promise<string> {
  const slug = await freeSlug(tx, workspace.name);
  await tx
    .insertInto('workspaces')
    .values({
      id: workspace.id,
      name: workspace.name,
      slug,
      enabled: true,
      api_requests_per_minute: null,
      created_at_ms: workspace.nowMs,
      updated_at_ms: null,
      deleted_at_ms: null,
    })
    .execute();
  return slug;
}

export async function findWorkspace(db: Db, id: string): Promise<Workspace> {
  return toWorkspace(await selectWorkspace(db, id).executeTakeFirstOrThrow());
}

/** The same workspace, which no other transaction changes before this one ends. */
export async function lockWorkspace(tx: Tx, id: string): Promise<Workspace> {
  return toWorkspace(await selectWorkspace(tx, id).forNoKeyUpdate().executeTakeFirstOrThrow());
}

/** Writes every setting. The caller has locked the row by `lockWorkspace`. */
export async function storeWorkspaceSettings(tx: Tx, workspace: Workspace): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set({
      name: workspace.name,
      api_requests_per_minute: workspace.apiRequestsPerMinute,
      log_retention_days: workspace.logRetentionDays,
      audit_retention_days: workspace.auditRetentionDays,
      audit_kept_days: workspace.auditKeptDays,
      audit_kept_until_ms: workspace.auditKeptUntilMs,
      strict_rights: workspace.strictRights,
      updated_at_ms: workspace.updatedAtMs,
    })
    .where('id', '=', workspace.id)
    .execute();
}

const COLUMNS = [
  'id',
  'name',
  'api_requests_per_minute',
  'log_retention_days',
  'audit_retention_days',
  'audit_kept_days',
  'audit_kept_until_ms',
  'strict_rights',
  'created_at_ms',
  'updated_at_ms',
] as const;

function selectWorkspace(db: Db, id: string) {
  return db.selectFrom('workspaces').select(COLUMNS).where('id', '=', id);
}

function toWorkspace(row: Pick<Selectable<WorkspaceTable>, (typeof COLUMNS)[number]>): Workspace {
  return {
    id: row.id,
    name: row.name,
    apiRequestsPerMinute: row.api_requests_per_minute,
    logRetentionDays: row.log_retention_days,
    auditRetentionDays: row.audit_retention_days,
    auditKeptDays: row.audit_kept_days,
    auditKeptUntilMs: row.audit_kept_until_ms,
    strictRights: row.strict_rights,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

/** For a workspace that gets its name with its first person. Its slug stays. */
export async function renameWorkspace(
  tx: Tx,
  { id, name, nowMs }: { id: string; name: string; nowMs: number },
): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set({ name, updated_at_ms: nowMs })
    .where('id', '=', id)
    .execute();
}

/** A workspace as the operator of the installation sees it. */
export interface ListedWorkspace {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** `null`: it is not deleted. */
  readonly deletedAtMs: number | null;
  readonly apis: number;
  readonly keys: number;
  readonly rootKeys: number;
}

const LISTED_AT_ONCE_MAX = 500;

/** Every workspace, the oldest first. Not scoped to a workspace: the installation has them all. */
export async function* readListedWorkspaces(db: Db): AsyncGenerator<ListedWorkspace> {
  let afterId = '';
  for (;;) {
    const page = await selectListed(db)
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(LISTED_AT_ONCE_MAX)
      .execute();
    yield* page.map(toListed);
    const last = page.at(-1);
    if (last === undefined || page.length < LISTED_AT_ONCE_MAX) return;
    afterId = last.id;
  }
}

export async function findListedWorkspace(
  db: Db,
  id: string,
): Promise<ListedWorkspace | undefined> {
  const row = await selectListed(db).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toListed(row);
}

/** Returns whether it was live until now. */
export async function markWorkspaceDeleted(
  tx: Tx,
  { id, nowMs }: { id: string; nowMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('workspaces')
    .set({ deleted_at_ms: nowMs, updated_at_ms: nowMs })
    .where('id', '=', id)
    .where('deleted_at_ms', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

function selectListed(db: Db) {
  const countOf = (kind: string) => sql<number>`(
    select coalesce(sum(count), 0)::bigint from workspace_counts
    where workspace_counts.workspace_id = workspaces.id and workspace_counts.kind = ${kind}
  )`;
  return db
    .selectFrom('workspaces')
    .select(['id', 'name', 'created_at_ms', 'deleted_at_ms'])
    .select([
      countOf('apis').as('apis'),
      countOf('keys').as('keys'),
      countOf('rootKeys').as('root_keys'),
    ]);
}

function toListed(row: {
  readonly id: string;
  readonly name: string;
  readonly created_at_ms: number;
  readonly deleted_at_ms: number | null;
  readonly apis: number;
  readonly keys: number;
  readonly root_keys: number;
}): ListedWorkspace {
  return {
    id: row.id,
    name: row.name,
    createdAtMs: row.created_at_ms,
    deletedAtMs: row.deleted_at_ms,
    apis: row.apis,
    keys: row.keys,
    rootKeys: row.root_keys,
  };
}

export async function hasWorkspaces(db: Db): Promise<boolean> {
  const row = await db.selectFrom('workspaces').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

/**
 * Held until the transaction ends. Of several processes that start at once, one sets up the
 * database.
 */
export async function lockSetup(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('unlatch.setup'))`.execute(tx);
}
