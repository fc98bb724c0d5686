import type { RowScope } from '../../analytics/reader.js';
import { findLiveKeySpaces, type KeySpace } from '../../store/apis/key-spaces.js';
import type { Db } from '../../store/database/database.js';

/** The APIs that a chart is about: those that the request names, as far as the caller may see them. */
export interface ApiScope {
  /** `undefined`: all of the workspace. */
  readonly apiIds: readonly string[] | undefined;
  /** What the engine itself restricts the caller to. `undefined`: to the workspace only. */
  readonly rowScope: RowScope | undefined;
}

interface ScopeRequest {
  readonly workspaceId: string;
  /** What the caller may see: ids of APIs and of key spaces. */
  readonly granted: readonly string[] | 'all';
  /** What the request asks for. `undefined`: all. */
  readonly apiIds: readonly string[] | undefined;
}

/**
 * Ids that are unknown, of another workspace or not granted find nothing, and so have no events. A
 * deleted API is found by a caller that may see all: its events remain.
 */
export async function findApiScope(
  db: Db,
  { workspaceId, granted, apiIds }: ScopeRequest,
): Promise<ApiScope> {
  if (granted === 'all') return { apiIds, rowScope: undefined };
  const visible = (await findGranted(db, { workspaceId, granted })).map(({ apiId }) => apiId);
  return {
    apiIds: apiIds?.filter((apiId) => visible.includes(apiId)) ?? visible,
    rowScope: { column: 'api_id', ids: visible },
  };
}

/** The key spaces that a query in SQL is restricted to. `undefined`: to the workspace only. */
export async function findKeySpaceScope(
  db: Db,
  { workspaceId, granted }: Pick<ScopeRequest, 'workspaceId' | 'granted'>,
): Promise<readonly string[] | undefined> {
  if (granted === 'all') return undefined;
  return (await findGranted(db, { workspaceId, granted })).map(({ keySpaceId }) => keySpaceId);
}

function findGranted(
  db: Db,
  { workspaceId, granted }: { readonly workspaceId: string; readonly granted: readonly string[] },
): Promise<KeySpace[]> {
  return findLiveKeySpaces(db, { workspaceId, ids: granted });
}
