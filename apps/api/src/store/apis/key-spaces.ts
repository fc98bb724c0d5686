import type { Db } from '../database/database.js';

/** An API and the space of its keys. Usage events name the one in one place, the other in another. */
export interface KeySpace {
  readonly apiId: string;
  readonly keySpaceId: string;
  readonly isLive: boolean;
}

/** The APIs with these ids, or whose key spaces have them. Deleted ones too: their events remain. */
export async function findKeySpaces(
  db: Db,
  { workspaceId, ids }: { readonly workspaceId: string; readonly ids: readonly string[] },
): Promise<KeySpace[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('apis')
    .select(['id', 'key_space_id', 'deleted_at_ms'])
    .where('workspace_id', '=', workspaceId)
    .where(({ eb, val, fn, or }) =>
      or([eb('id', '=', fn.any(val([...ids]))), eb('key_space_id', '=', fn.any(val([...ids])))]),
    )
    .execute();
  return rows.map((row) => ({
    apiId: row.id,
    keySpaceId: row.key_space_id,
    isLive: row.deleted_at_ms === null,
  }));
}
