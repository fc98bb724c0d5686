import { sql } from 'kysely';
import { encodeCursor, type Page } from '../../domain/pagination.js';
import type { Db } from '../database/database.js';
import { type PageRow, readWithinPage } from '../database/page-bytes.js';
import { rateLimitsOf } from '../rate-limits/rate-limits.js';
import type { IdentityDetails } from './identities.js';

/** How many identities one page examines, in about a tenth of a second. */
const EXAMINED_MAX = 100_000;

interface Row extends IdentityDetails, PageRow {
  /** Its number among the identities that were examined. */
  readonly examined: number;
}

/**
 * Live identities in the order of their ids. `search`: only those with this text in their id or
 * external id, whatever the case of the letters A to Z.
 *
 * The index `identities_live` has everything that a search looks at, so a search reads neither the
 * rows nor their `meta`. But PostgreSQL has no index, without an extension, that finds a text in
 * the middle of another. So the search reads the index from where the page starts. It ends when the
 * page is full or it has examined `examinedMax` identities. In the second case the page is short,
 * perhaps empty, and its cursor says where to go on. So the work of one request is bounded, however
 * many identities there are.
 */
export async function listLiveIdentities(
  db: Db,
  list: { workspaceId: string; search: string; fromId: string; limit: number; bytesMax: number },
  examinedMax: number = EXAMINED_MAX,
): Promise<Page<IdentityDetails>> {
  // Folded as the columns are: in the collation "C" only the letters A to Z have a case.
  const text = sql`lower(${list.search}::text collate "C")`;
  // One identity more than is examined, and one more than is shown. Either is where the next page
  // starts.
  const found = sql`
    select identities.id, identities.external_id as "externalId", identities.meta,
      ${rateLimitsOf('identities')} as "rateLimits", page.position as examined
    from (
      select examined.id, examined.position
      from (
        select id, external_id, row_number() over (order by id) as position
        from identities
        where workspace_id = ${list.workspaceId} and deleted_at_ms is null and id >= ${list.fromId}
        order by id
        limit ${examinedMax + 1}::bigint
      ) as examined
      where examined.position > ${examinedMax}
        or strpos(lower(examined.id), ${text}) > 0
        or strpos(lower(examined.external_id), ${text}) > 0
      order by examined.id
      limit ${list.limit + 1}::bigint
    ) as page
    join identities on identities.workspace_id = ${list.workspaceId} and identities.id = page.id
    order by page.id`;
  const sized = ['meta', 'rateLimits'];
  const rows = await readWithinPage<Row>(db, {
    rows: found,
    sized,
    order: sql`page.id`,
    bytesMax: list.bytesMax,
  });
  const last = rows.at(-1);
  const isWhole = rows.length <= list.limit && !last?.isBeyondPage;
  if (last === undefined || (isWhole && last.examined <= examinedMax)) {
    return { items: rows, cursor: undefined };
  }
  return { items: rows.slice(0, -1), cursor: encodeCursor([last.id]) };
}
