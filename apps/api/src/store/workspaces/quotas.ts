import { sql } from 'kysely';
import { isQuotaKind, type QuotaKind } from '../../domain/quotas.js';
import type { Db } from '../database/database.js';

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
