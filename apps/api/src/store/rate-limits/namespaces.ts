import { type Selectable, sql } from 'kysely';
import { newId } from '../../lib/ids.js';
import { containsText } from '../database/contains-text.js';
import type { Db, Tx } from '../database/database.js';
import { countRows, inListOrder, type SmallListQuery, type Sorted } from '../search/small-list.js';
import type { RateLimitNamespaceTable } from '../tables/rate-limit.js';

export interface Namespace {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
}

/** No name looks like an id, so one text never means both. */
interface NamespaceSelector {
  readonly workspaceId: string;
  readonly idOrName: string;
}

/** False if the name is taken, even by a deleted namespace. */
export async function insertNamespace(
  tx: Tx,
  namespace: { workspaceId: string; id: string; name: string; nowMs: number },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('rate_limit_namespaces')
    .values({
      workspace_id: namespace.workspaceId,
      id: namespace.id,
      name: namespace.name,
      created_at_ms: namespace.nowMs,
      updated_at_ms: null,
      deleted_at_ms: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/**
 * Creates the namespaces that are missing and returns only those. A name that another call has just
 * taken is left to that call. Every call inserts in one order, so two calls with overlapping names
 * wait for each other instead of deadlocking.
 */
export async function insertMissingNamespaces(
  tx: Tx,
  { workspaceId, names, nowMs }: { workspaceId: string; names: readonly string[]; nowMs: number },
): Promise<Pick<Namespace, 'id' | 'name'>[]> {
  const sorted = [...new Set(names)].sort();
  const ids = sorted.map(() => newId('rlns', nowMs));
  const { rows } = await sql<Pick<Namespace, 'id' | 'name'>>`
    insert into rate_limit_namespaces (workspace_id, id, name, created_at_ms)
    select ${workspaceId}, missing.id, missing.name, ${nowMs}
    from unnest(${ids}::text[], ${sorted}::text[]) as missing (id, name)
    on conflict (workspace_id, name) do nothing
    returning id, name`.execute(tx);
  return rows;
}

export async function findLiveNamespace(
  db: Db,
  selector: NamespaceSelector,
): Promise<Namespace | undefined> {
  const row = await selectLiveNamespace(db, selector).executeTakeFirst();
  return row === undefined ? undefined : toNamespace(row);
}

/**
 * The same for a change of the namespace or of its overrides. Such changes run one after the other.
 * Without the lock, an override could be added to a namespace that is being deleted. Several
 * overrides at once could also exceed the bound on their number. Checks read without a lock.
 */
export async function lockLiveNamespace(
  tx: Tx,
  selector: NamespaceSelector,
): Promise<Namespace | undefined> {
  const row = await selectLiveNamespace(tx, selector).forNoKeyUpdate().executeTakeFirst();
  return row === undefined ? undefined : toNamespace(row);
}

/** Ascending by id, from `fromId` on. `ids`: only these namespaces. */
export async function listLiveNamespaces(
  db: Db,
  list: NamespaceList,
): Promise<Sorted<Namespace>[]> {
  const rows = await inListOrder(selectFound(db, list), list, { id: 'id', text: 'name' }).execute();
  return rows.map((row) => ({ ...toNamespace(row), sortedBy: row.sortedBy }));
}

export async function countLiveNamespaces(db: Db, list: NamespaceList): Promise<number> {
  return countRows(selectFound(db, list));
}

interface NamespaceList extends SmallListQuery {
  readonly workspaceId: string;
  /** Only these. */
  readonly ids: readonly string[] | 'all';
}

function selectFound(db: Db, { workspaceId, ids, text }: NamespaceList) {
  const all = selectLiveNamespaces(db, workspaceId).$if(text !== '', (query) =>
    query.where(containsText(['id', 'name'], 'rate_limit_namespaces', text)),
  );
  return ids === 'all' ? all : all.where(({ eb, val, fn }) => eb('id', '=', fn.any(val([...ids]))));
}

/** The row stays, so the next check of the name cannot create the namespace again. */
export async function markNamespaceDeleted(
  tx: Tx,
  namespace: { workspaceId: string; namespaceId: string; nowMs: number },
): Promise<void> {
  await tx
    .updateTable('rate_limit_namespaces')
    .set({ deleted_at_ms: namespace.nowMs, updated_at_ms: namespace.nowMs })
    .where('workspace_id', '=', namespace.workspaceId)
    .where('id', '=', namespace.namespaceId)
    .execute();
}

/** Frees the name of a deleted namespace. Returns its id, if there was one. */
export async function removeDeletedNamespace(
  tx: Tx,
  { workspaceId, name }: { workspaceId: string; name: string },
): Promise<string | undefined> {
  const removed = await tx
    .deleteFrom('rate_limit_namespaces')
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .where('deleted_at_ms', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return removed?.id;
}

function selectLiveNamespace(db: Db, { workspaceId, idOrName }: NamespaceSelector) {
  return selectLiveNamespaces(db, workspaceId).where(({ eb, or }) =>
    or([eb('id', '=', idOrName), eb('name', '=', idOrName)]),
  );
}

const COLUMNS = ['id', 'name', 'created_at_ms'] as const;

function selectLiveNamespaces(db: Db, workspaceId: string) {
  return db
    .selectFrom('rate_limit_namespaces')
    .select(COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at_ms', 'is', null);
}

function toNamespace(
  row: Pick<Selectable<RateLimitNamespaceTable>, (typeof COLUMNS)[number]>,
): Namespace {
  return { id: row.id, name: row.name, createdAtMs: row.created_at_ms };
}
