import type { InferResult } from 'kysely';
import { containsText } from '../database/contains-text.js';
import type { Db } from '../database/database.js';
import { type PageRow, readWithinPage } from '../database/page-bytes.js';
import {
  countRows,
  inListOrder,
  orderOfPage,
  type SmallListQuery,
  type Sorted,
} from '../search/small-list.js';
import { type RootKeyDetails, selectLiveRootKeys, toDetails } from './root-keys.js';

type RootKeyList = SmallListQuery & {
  readonly workspaceId: string;
  /** Those that may be shown at all. */
  readonly ids: readonly string[] | 'all';
};

/** By id, which is the order of creation, or by name. A search looks at what people know one by. */
export async function listRootKeys(
  db: Db,
  list: RootKeyList,
): Promise<Sorted<RootKeyDetails & PageRow>[]> {
  const ordered = inListOrder(selectFound(db, list), list, {
    id: 'root_keys.id',
    text: 'root_keys.name',
  });
  const rows = await readWithinPage<InferResult<typeof ordered>[number]>(db, {
    rows: ordered,
    sized: ['permissions'],
    order: orderOfPage(list),
    bytesMax: list.bytesMax,
  });
  return rows.map((row) => ({
    ...toDetails(row),
    sortedBy: row.sortedBy,
    isBeyondPage: row.isBeyondPage,
  }));
}

export async function countRootKeys(db: Db, list: RootKeyList): Promise<number> {
  return countRows(selectFound(db, list));
}

function selectFound(db: Db, { workspaceId, ids, text }: RootKeyList) {
  const found = selectLiveRootKeys(db, workspaceId).$if(text !== '', (query) =>
    query.where(containsText(['id', 'name', 'start', 'ending'], 'root_keys', text)),
  );
  if (ids === 'all') return found;
  return found.where(({ eb, val, fn }) => eb('root_keys.id', '=', fn.any(val([...ids]))));
}
