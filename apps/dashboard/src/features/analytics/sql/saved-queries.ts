/*
 * Queries that a person has saved, in the storage of the browser: they stay on this device, and
 * belong to a workspace. Anything may have been written into the storage, so it is read with care.
 */

export interface SavedQuery {
  readonly name: string;
  readonly query: string;
}

export const QUERIES_MAX = 50;
const NAME_LENGTH_MAX = 80;
const QUERY_LENGTH_MAX = 32_768;

export type QueryStorage = Pick<Storage, 'getItem' | 'setItem'>;

export function readQueries(storage: QueryStorage, workspaceId: string): readonly SavedQuery[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(placeOf(workspaceId)) ?? '[]');
    return Array.isArray(stored) ? stored.flatMap(queryOf).slice(0, QUERIES_MAX) : [];
  } catch {
    return [];
  }
}

/** The newest first. One of the same name is replaced. */
export function saveQuery(
  storage: QueryStorage,
  workspaceId: string,
  saved: SavedQuery,
): readonly SavedQuery[] {
  const name = saved.name.trim().slice(0, NAME_LENGTH_MAX);
  const before = readQueries(storage, workspaceId);
  if (name === '') return before;
  const others = before.filter((one) => one.name !== name);
  return write(storage, workspaceId, [{ name, query: saved.query }, ...others]);
}

export function removeQuery(
  storage: QueryStorage,
  workspaceId: string,
  name: string,
): readonly SavedQuery[] {
  const others = readQueries(storage, workspaceId).filter((one) => one.name !== name);
  return write(storage, workspaceId, others);
}

function write(
  storage: QueryStorage,
  workspaceId: string,
  queries: readonly SavedQuery[],
): readonly SavedQuery[] {
  const kept = queries.slice(0, QUERIES_MAX);
  try {
    storage.setItem(placeOf(workspaceId), JSON.stringify(kept));
  } catch {
    // Full or forbidden: they last until the page is closed.
  }
  return kept;
}

function placeOf(workspaceId: string): string {
  return `unlatch.queries.${workspaceId}`;
}

function queryOf(stored: unknown): SavedQuery[] {
  const { name, query }: { name?: unknown; query?: unknown } = Object(stored);
  if (typeof name !== 'string' || typeof query !== 'string') return [];
  return query.length > QUERY_LENGTH_MAX ? [] : [{ name, query }];
}
