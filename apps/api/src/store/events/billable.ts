import { sql } from 'kysely';
import type { Db } from '../database/database.js';

/** About a tenth of a second. */
const SUMS_MAX = 200_000;

/**
 * Verifications that were VALID and limit checks that passed since `fromMs`, from the sums per
 * hour. `undefined`: there are more sums than a request may add up.
 */
export async function countBillable(
  db: Db,
  { workspaceId, fromMs }: { workspaceId: string; fromMs: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ sums: number; total: number }>`
    select count(*)::int as sums, coalesce(sum(sum), 0)::bigint as total
    from (
      (
        select count as sum from verifications_per_hour
        where workspace_id = ${workspaceId} and hour_ms >= ${fromMs} and code = 'VALID'
        limit ${SUMS_MAX + 1}
      )
      union all
      (
        select passed as sum from limit_checks_per_hour
        where workspace_id = ${workspaceId} and hour_ms >= ${fromMs}
        limit ${SUMS_MAX + 1}
      )
    ) as billable`.execute(db);
  const [row] = rows;
  return row === undefined || row.sums > SUMS_MAX ? undefined : row.total;
}
