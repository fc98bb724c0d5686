import type { Db } from '../database/database.js';

/** An API and the space of its keys. */
export interface KeySpace {
  readonly apiId: string;
  readonly keySpaceId: string;
}

/** The live APIs with these ids, or whose key spaces have them: rights name the one or the other. */
export async function findLiveKeySpaces(
  db: Db,
  { workspaceId, ids }: { readonly workspaceId: string; readonly ids: readonly string[] },
): Promise<KeySpace[]> {
  const rows = await db
    .selectFrom('apis')
    .select(['id', 'key_space_id'])
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at_ms', 'is', null)
    .where(({ eb, val, fn, or }) =>
      or([eb('id', '=', fn.any(val([...ids]))), eb('key_space_id', '=', fn.any(val([...ids])))]),
    )
    .execute();
  return rows.map((row) => ({ apiId: row.id, keySpaceId: row.key_space_id }));
}
