import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';
import type { SentBatch } from './event-batches.js';

/** What a bill counts: verifications that were VALID, and limit checks that passed. */
export type BillableKind = 'verification' | 'limit_check';

/** The sums of a workspace in a span of whole UTC days. */
interface BillableCounts {
  readonly verifications: number;
  readonly limitChecks: number;
}

export async function countBillable(
  db: Db,
  span: { readonly workspaceId: string; readonly fromMs: number; readonly toMs: number },
): Promise<BillableCounts> {
  const rows = await db
    .selectFrom('billable_per_day')
    .select(({ fn }) => ['kind', fn.sum<string>('count').as('count')])
    .where('workspace_id', '=', span.workspaceId)
    .where('day_ms', '>=', span.fromMs)
    .where('day_ms', '<', span.toMs)
    .groupBy('kind')
    .execute();
  const of = (kind: BillableKind) => Number(rows.find((row) => row.kind === kind)?.count ?? 0);
  return { verifications: of('verification'), limitChecks: of('limit_check') };
}

/** Batches that are written at the same time rarely add to one row. */
const SLOTS = 8;

/**
 * The part of a statement that adds the events of a batch to the sums. `event` is the table of the
 * batch, and `billable` the condition for an event that counts.
 *
 * It stands in a `with`, so PostgreSQL carries it out after the rest of the statement. Batches that
 * do add to one row wait for each other only for the commit.
 */
export function addBillable(
  batch: Pick<SentBatch, 'id'>,
  kind: BillableKind,
  billable: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    insert into billable_per_day as day (workspace_id, day_ms, kind, slot, count)
    select "workspaceId", "timeMs" - "timeMs" % 86400000, ${kind},
      hashtext(${batch.id}) & ${sql.lit(SLOTS - 1)}, count(*)
    from event
    where ${billable}
    group by 1, 2
    order by 1, 2
    on conflict (workspace_id, day_ms, kind, slot) do update
    set count = day.count + excluded.count`;
}

/** Returns whether there may be more. */
export async function deleteOldBillable(
  tx: Tx,
  { beforeMs, max }: { readonly beforeMs: number; readonly max: number },
): Promise<boolean> {
  const { rows } = await sql`
    delete from billable_per_day
    where ctid = any(array(
      select ctid from billable_per_day where day_ms < ${beforeMs} limit ${max}
    ))
    returning 1`.execute(tx);
  return rows.length === max;
}
