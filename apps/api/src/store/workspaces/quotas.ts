import { sql } from 'kysely';
import { isQuotaKind, type QuotaKind } from '../../domain/quotas.js';
import type { Db, Tx } from '../database/database.js';

export interface Quota {
  /** `null`: unlimited. */
  readonly max: number | null;
  readonly count: number;
}

/** What the workspace has and may have, of each kind that this program knows. */
export async function readQuotas(
  db: Db,
  workspaceId: string,
): Promise<ReadonlyMap<QuotaKind, Quota>> {
  const { rows } = await sql<Quota & { kind: string }>`
    select usual.kind,
      case when own.kind is null then usual.max_count else own.max_count end as max,
      (
        select coalesce(sum(count), 0)::bigint
        from workspace_counts
        where workspace_counts.workspace_id = ${workspaceId}
          and workspace_counts.kind = usual.kind
      ) as count
    from quota_defaults as usual
    left join workspace_quotas as own
      on own.kind = usual.kind and own.workspace_id = ${workspaceId}`.execute(db);
  const known = rows.flatMap(({ kind, ...quota }) =>
    isQuotaKind(kind) ? [[kind, quota] as const] : [],
  );
  return new Map(known);
}

/** All that the database knows, also those of a newer program. */
export async function readQuotaKinds(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('quota_defaults').select('kind').orderBy('kind').execute();
  return rows.map(({ kind }) => kind);
}

/** `null`: unlimited. What exists beyond it stays. */
export async function storeQuota(
  tx: Tx,
  { workspaceId, kind, max }: { workspaceId: string; kind: string; max: number | null },
): Promise<void> {
  await tx
    .insertInto('workspace_quotas')
    .values({ workspace_id: workspaceId, kind, max_count: max })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'kind']).doUpdateSet({ max_count: max }),
    )
    .execute();
}

/** From now on the default of the installation counts. */
export async function removeQuota(
  tx: Tx,
  { workspaceId, kind }: { workspaceId: string; kind: string },
): Promise<void> {
  await tx
    .deleteFrom('workspace_quotas')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', kind)
    .execute();
}
