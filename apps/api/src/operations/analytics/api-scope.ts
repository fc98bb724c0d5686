import type { RowScope } from '../../analytics/reader.js';
import { findKeySpaces, type KeySpace } from '../../store/apis/key-spaces.js';
import type { Db } from '../../store/database/database.js';

/** The APIs that a chart is about: those that the request names, as far as the caller may see them. */
export interface ApiScope {
  /** `undefined`: all of the workspace. */
  readonly apis: readonly KeySpace[] | undefined;
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
  const ids = [...(granted === 'all' ? [] : granted), ...(apiIds ?? [])];
  const found = await findKeySpaces(db, { workspaceId, ids: [...new Set(ids)] });
  const isAsked = ({ apiId }: KeySpace) => apiIds === undefined || apiIds.includes(apiId);
  if (granted === 'all') {
    return { apis: apiIds && found.filter(isAsked), rowScope: undefined };
  }
  const visible = found.filter(
    ({ apiId, keySpaceId, isLive }) =>
      isLive && (granted.includes(apiId) || granted.includes(keySpaceId)),
  );
  return {
    apis: visible.filter(isAsked),
    rowScope: { column: 'key_space_id', ids: visible.map(({ keySpaceId }) => keySpaceId) },
  };
}
