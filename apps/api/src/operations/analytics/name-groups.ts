import { findKeySpaces } from '../../store/apis/key-spaces.js';
import type { Db } from '../../store/database/database.js';

/**
 * The ids of the APIs with these key spaces, which are the groups of events in the engine. An API
 * whose row is gone keeps the id of its key space.
 */
export async function nameApis(
  db: Db,
  { workspaceId, keySpaceIds }: { readonly workspaceId: string; readonly keySpaceIds: string[] },
): Promise<(keySpaceId: string) => string> {
  const found = await findKeySpaces(db, {
    workspaceId,
    ids: keySpaceIds.filter((id) => id !== ''),
  });
  const names = new Map(found.map(({ apiId, keySpaceId }) => [keySpaceId, apiId]));
  return (keySpaceId) => names.get(keySpaceId) ?? keySpaceId;
}
