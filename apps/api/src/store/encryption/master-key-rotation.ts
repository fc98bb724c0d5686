import { sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';

/* Master keys belong to the operator, so these statements cover all workspaces. */

export interface DataKeyRow {
  readonly workspaceId: string;
  readonly dataKeyId: string;
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

/** One data key for each master key that wraps any. */
export async function sampleDataKeys(db: Db): Promise<DataKeyRow[]> {
  const rows = await selectDataKeys(db)
    .distinctOn('master_key_id')
    .orderBy('master_key_id')
    .execute();
  return rows.map(toDataKey);
}

/**
 * The next data keys that another master key wraps, in the order of their ids. They are locked, so
 * of two rotations at once, the second skips what the first has done.
 */
export async function lockForeignDataKeys(
  tx: Tx,
  page: { masterKeyId: string; after: DataKeyRow | undefined; max: number },
): Promise<DataKeyRow[]> {
  const { after } = page;
  const foreign = selectDataKeys(tx).where('master_key_id', '<>', page.masterKeyId);
  const rest =
    after === undefined
      ? foreign
      : foreign.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('workspace_id', 'id'), '>', tuple(after.workspaceId, after.dataKeyId)),
        );
  const rows = await rest
    .orderBy('workspace_id')
    .orderBy('id')
    .limit(page.max)
    .forNoKeyUpdate()
    .execute();
  return rows.map(toDataKey);
}

export async function storeWrappedDataKeys(tx: Tx, dataKeys: readonly DataKeyRow[]): Promise<void> {
  await sql`
    update data_keys
    set master_key_id = rewrapped.master_key_id, wrapped = rewrapped.wrapped
    from unnest(
      ${dataKeys.map((row) => row.workspaceId)}::text[],
      ${dataKeys.map((row) => row.dataKeyId)}::text[],
      ${dataKeys.map((row) => row.masterKeyId)}::text[],
      ${dataKeys.map((row) => row.wrapped)}::bytea[]
    ) as rewrapped (workspace_id, id, master_key_id, wrapped)
    where data_keys.workspace_id = rewrapped.workspace_id
      and data_keys.id = rewrapped.id`.execute(tx);
}

function selectDataKeys(db: Db) {
  return db.selectFrom('data_keys').select(['workspace_id', 'id', 'master_key_id', 'wrapped']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDataKeys>['executeTakeFirstOrThrow']>>;

function toDataKey(row: Row): DataKeyRow {
  return {
    workspaceId: row.workspace_id,
    dataKeyId: row.id,
    masterKeyId: row.master_key_id,
    wrapped: row.wrapped,
  };
}
