import { type Selectable, sql } from 'kysely';
import type { Override } from '../../domain/rate-limit/namespace.js';
import { compileOverrides } from '../../domain/rate-limit/override-match.js';
import { containsText } from '../database/contains-text.js';
import type { Db, Tx } from '../database/database.js';
import { countRows, inListOrder, type SmallListQuery, type Sorted } from '../search/small-list.js';
import type { RateLimitOverrideTable } from '../tables/rate-limit.js';

/*
 * A change of an override first locks its namespace by `lockLiveNamespace`. So changes run one
 * after the other within a namespace, which makes the bounds on the number of overrides exact.
 */

interface NamespaceSelector {
  readonly workspaceId: string;
  readonly namespaceId: string;
}

interface OverrideSelector extends NamespaceSelector {
  readonly identifier: string;
}

/** Creates the override with the given id, or changes the existing one. Returns the id in use. */
export async function storeOverride(
  tx: Tx,
  override: OverrideSelector & { id: string; limit: number; windowMs: number; nowMs: number },
): Promise<string> {
  const { id } = await tx
    .insertInto('rate_limit_overrides')
    .values({
      workspace_id: override.workspaceId,
      id: override.id,
      namespace_id: override.namespaceId,
      identifier: override.identifier,
      limit_max: override.limit,
      window_ms: override.windowMs,
      created_at_ms: override.nowMs,
      updated_at_ms: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'namespace_id', 'identifier']).doUpdateSet({
        limit_max: override.limit,
        window_ms: override.windowMs,
        updated_at_ms: override.nowMs,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface OverrideCounts {
  readonly total: number;
  readonly wildcards: number;
  /** Those of the wildcards that have text between two `*`. */
  readonly innerWildcards: number;
}

export async function countOverrides(
  tx: Tx,
  namespace: NamespaceSelector,
): Promise<OverrideCounts> {
  return selectOverrides(tx, namespace)
    .select(({ fn }) => [
      fn.countAll<number>().as('total'),
      fn.countAll<number>().filterWhere(isWildcard).as('wildcards'),
      fn.countAll<number>().filterWhere(hasInnerText).as('innerWildcards'),
    ])
    .executeTakeFirstOrThrow();
}

/** The override with exactly this text, else the wildcard that counts for it. */
export async function findOverrideFor(
  db: Db,
  { identifier, ...namespace }: OverrideSelector,
): Promise<Override | undefined> {
  const candidates = await selectOverrides(db, namespace)
    .select(COLUMNS)
    .where(({ eb, or }) => or([eb('identifier', '=', identifier), isWildcard]))
    .execute();
  return compileOverrides(candidates.map(toOverride))(identifier);
}

/** Ascending by id, from `fromId` on. */
export async function listOverrides(db: Db, list: OverrideList): Promise<Sorted<Override>[]> {
  const found = selectFoundOverrides(db, list).select(COLUMNS);
  const rows = await inListOrder(found, list, { id: 'id', text: 'identifier' }).execute();
  return rows.map((row) => ({ ...toOverride(row), sortedBy: row.sortedBy }));
}

export async function countListedOverrides(db: Db, list: OverrideList): Promise<number> {
  return countRows(selectFoundOverrides(db, list));
}

type OverrideList = NamespaceSelector & SmallListQuery;

function selectFoundOverrides(db: Db, list: OverrideList) {
  return selectOverrides(db, list).$if(list.text !== '', (query) =>
    query.where(containsText(['id', 'identifier'], 'rate_limit_overrides', list.text)),
  );
}

/** Returns the override with exactly this text, as it was. */
export async function removeOverride(
  tx: Tx,
  { workspaceId, namespaceId, identifier }: OverrideSelector,
): Promise<Override | undefined> {
  const row = await tx
    .deleteFrom('rate_limit_overrides')
    .where('workspace_id', '=', workspaceId)
    .where('namespace_id', '=', namespaceId)
    .where('identifier', '=', identifier)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row === undefined ? undefined : toOverride(row);
}

/** Returns all overrides of the namespace, as they were. */
export async function removeOverrides(
  tx: Tx,
  { workspaceId, namespaceId }: NamespaceSelector,
): Promise<Override[]> {
  const rows = await tx
    .deleteFrom('rate_limit_overrides')
    .where('workspace_id', '=', workspaceId)
    .where('namespace_id', '=', namespaceId)
    .returning(COLUMNS)
    .execute();
  return rows.map(toOverride);
}

const COLUMNS = ['id', 'identifier', 'limit_max', 'window_ms', 'created_at_ms'] as const;

const isWildcard = sql<boolean>`strpos(identifier, '*') > 0`;

/** Text between two wildcards. */
const hasInnerText = sql<boolean>`identifier ~ '[*][^*]+[*]'`;

function selectOverrides(db: Db, { workspaceId, namespaceId }: NamespaceSelector) {
  return db
    .selectFrom('rate_limit_overrides')
    .where('workspace_id', '=', workspaceId)
    .where('namespace_id', '=', namespaceId);
}

function toOverride(
  row: Pick<Selectable<RateLimitOverrideTable>, (typeof COLUMNS)[number]>,
): Override {
  return {
    id: row.id,
    identifier: row.identifier,
    limit: row.limit_max,
    windowMs: row.window_ms,
    createdAtMs: row.created_at_ms,
  };
}
