import type { Selectable } from 'kysely';
import { containsText } from '../database/contains-text.js';
import type { Db, Tx } from '../database/database.js';
import { countRows, inListOrder, type SmallListQuery, type Sorted } from '../search/small-list.js';
import type { ApiTable } from '../tables/api.js';

export interface Api {
  readonly id: string;
  readonly name: string;
  readonly keySpaceId: string;
  readonly defaultPrefix: string | null;
  readonly defaultByteLength: number | null;
  /** Empty: a key may be used from every address. */
  readonly ipAllowList: readonly string[];
  readonly deleteProtection: boolean;
  readonly storesRecoverableKeys: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number | null;
}

interface ApiSelector {
  readonly workspaceId: string;
  readonly apiId: string;
}

export async function insertApi(
  tx: Tx,
  api: { workspaceId: string; id: string; name: string; keySpaceId: string; nowMs: number },
): Promise<void> {
  await tx
    .insertInto('apis')
    .values({
      workspace_id: api.workspaceId,
      id: api.id,
      name: api.name,
      key_space_id: api.keySpaceId,
      default_prefix: null,
      default_byte_length: null,
      created_at_ms: api.nowMs,
      updated_at_ms: null,
      deleted_at_ms: null,
    })
    .execute();
}

export async function findLiveApi(db: Db, api: ApiSelector): Promise<Api | undefined> {
  const row = await selectLiveApi(db, api).executeTakeFirst();
  return row === undefined ? undefined : toApi(row);
}

/**
 * The same API, which no other transaction can delete before this one ends. Without the lock, a key
 * could be added to an API that is deleted by the time the key commits.
 */
export async function lockLiveApi(tx: Tx, api: ApiSelector): Promise<Api | undefined> {
  const row = await selectLiveApi(tx, api).forShare().executeTakeFirst();
  return row === undefined ? undefined : toApi(row);
}

/**
 * For a change of the API itself. It excludes `lockLiveApi` until the transaction ends.
 * Verifications read without a lock, and inserted rows refer to the API without one.
 */
export async function lockLiveApiForChange(tx: Tx, api: ApiSelector): Promise<Api | undefined> {
  const row = await selectLiveApi(tx, api).forNoKeyUpdate().executeTakeFirst();
  return row === undefined ? undefined : toApi(row);
}

interface ApiList extends SmallListQuery {
  readonly workspaceId: string;
  /** Only these. */
  readonly ids: readonly string[] | 'all';
}

export async function listLiveApis(db: Db, list: ApiList): Promise<Sorted<Api>[]> {
  const found = selectFoundApis(db, list);
  const rows = await inListOrder(found, list, { id: 'id', text: 'name' }).execute();
  return rows.map((row) => ({ ...toApi(row), sortedBy: row.sortedBy }));
}

export async function countLiveApis(db: Db, list: ApiList): Promise<number> {
  return countRows(selectFoundApis(db, list));
}

/** By age. */
export async function listLiveApiIds(
  db: Db,
  { limit, ...list }: Pick<ApiList, 'workspaceId' | 'ids' | 'limit'>,
): Promise<string[]> {
  const found = selectFoundApis(db, { ...list, text: '' })
    .orderBy('id')
    .limit(limit);
  return (await found.execute()).map(({ id }) => id);
}

function selectFoundApis(
  db: Db,
  { workspaceId, ids, text }: Pick<ApiList, 'workspaceId' | 'ids' | 'text'>,
) {
  const all = selectLiveApis(db, workspaceId).$if(text !== '', (query) =>
    query.where(containsText(['id', 'name'], 'apis', text)),
  );
  return ids === 'all' ? all : all.where(({ eb, val, fn }) => eb('id', '=', fn.any(val([...ids]))));
}

/** Writes every setting. The caller has locked the row by `lockLiveApiForChange`. */
export async function storeApiSettings(
  tx: Tx,
  api: Api & { readonly workspaceId: string },
): Promise<void> {
  await tx
    .updateTable('apis')
    .set({
      name: api.name,
      default_prefix: api.defaultPrefix,
      default_byte_length: api.defaultByteLength,
      ip_allow_list: [...api.ipAllowList],
      delete_protection: api.deleteProtection,
      stores_recoverable_keys: api.storesRecoverableKeys,
      updated_at_ms: api.updatedAtMs,
    })
    .where('workspace_id', '=', api.workspaceId)
    .where('id', '=', api.id)
    .execute();
}

/** The rows of its keys stay as they are: a key is live only while its API is. */
export async function markApiDeleted(
  tx: Tx,
  api: ApiSelector & { readonly nowMs: number },
): Promise<void> {
  await tx
    .updateTable('apis')
    .set({ deleted_at_ms: api.nowMs, updated_at_ms: api.nowMs })
    .where('workspace_id', '=', api.workspaceId)
    .where('id', '=', api.apiId)
    .execute();
}

function selectLiveApi(db: Db, { workspaceId, apiId }: ApiSelector) {
  return selectLiveApis(db, workspaceId).where('id', '=', apiId);
}

const COLUMNS = [
  'id',
  'name',
  'key_space_id',
  'default_prefix',
  'default_byte_length',
  'ip_allow_list',
  'delete_protection',
  'stores_recoverable_keys',
  'created_at_ms',
  'updated_at_ms',
] as const;

function selectLiveApis(db: Db, workspaceId: string) {
  return db
    .selectFrom('apis')
    .select(COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at_ms', 'is', null);
}

function toApi(row: Pick<Selectable<ApiTable>, (typeof COLUMNS)[number]>): Api {
  return {
    id: row.id,
    name: row.name,
    keySpaceId: row.key_space_id,
    defaultPrefix: row.default_prefix,
    defaultByteLength: row.default_byte_length,
    ipAllowList: row.ip_allow_list,
    deleteProtection: row.delete_protection,
    storesRecoverableKeys: row.stores_recoverable_keys,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}
