import { sql } from 'kysely';
import type { NamespaceSnapshot, Override } from '../../domain/rate-limit/namespace.js';
import { compileOverrides } from '../../domain/rate-limit/override-match.js';
import type { Db } from '../database/database.js';

interface NamespaceRow {
  readonly position: number;
  readonly id: string;
  readonly workspace_id: string;
  readonly name: string;
  readonly deleted: boolean;
  readonly overrides: readonly OverrideValues[] | null;
}

/** Values without field names, which would double the time to read thousands of overrides. */
type OverrideValues = readonly [
  id: string,
  identifier: string,
  limit: number,
  windowMs: number,
  createdAtMs: number,
];

/** A namespace as callers name it: by id or by name, within their workspace. */
export interface NamespaceReference {
  readonly workspaceId: string;
  readonly idOrName: string;
}

/** The i-th answer belongs to the i-th reference. An id takes precedence over an equal name. */
export async function loadNamespaceSnapshots(
  db: Db,
  references: readonly NamespaceReference[],
): Promise<(NamespaceSnapshot | undefined)[]> {
  const { rows } = await sql<NamespaceRow>`
    select reference.position::int as position, found.*
    from unnest(
      ${references.map((reference) => reference.workspaceId)}::text[],
      ${references.map((reference) => reference.idOrName)}::text[]
    ) with ordinality as reference (workspace_id, id_or_name, position)
    cross join lateral (
      select id, workspace_id, name, deleted_at_ms is not null as deleted,
        (
          select json_agg(json_build_array(
            rate_limit_overrides.id,
            rate_limit_overrides.identifier,
            rate_limit_overrides.limit_max,
            rate_limit_overrides.window_ms,
            rate_limit_overrides.created_at_ms
          ))
          from rate_limit_overrides
          where rate_limit_overrides.workspace_id = rate_limit_namespaces.workspace_id
            and rate_limit_overrides.namespace_id = rate_limit_namespaces.id
        ) as overrides
      from rate_limit_namespaces
      where rate_limit_namespaces.workspace_id = reference.workspace_id
        and (
          rate_limit_namespaces.id = reference.id_or_name
          or rate_limit_namespaces.name = reference.id_or_name
        )
      order by rate_limit_namespaces.id = reference.id_or_name desc
      limit 1
    ) as found`.execute(db);
  const byPosition = new Map(rows.map((row) => [row.position, toSnapshot(row)]));
  return references.map((_, index) => byPosition.get(index + 1));
}

function toSnapshot(row: NamespaceRow): NamespaceSnapshot {
  const overrides = (row.overrides ?? []).map(toOverride);
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    deleted: row.deleted,
    overrideCount: overrides.length,
    findOverride: compileOverrides(overrides),
  };
}

function toOverride([id, identifier, limit, windowMs, createdAtMs]: OverrideValues): Override {
  return { id, identifier, limit, windowMs, createdAtMs };
}
