import { createRowWriter } from '../../analytics/json-rows.js';
import { notConfigured, toTooLarge } from '../../analytics/query-problems.js';
import type { Rollup } from '../../analytics/rollups.js';
import { guardQuery } from '../../domain/analytics-query/guard-query.js';
import type { TableGroup } from '../../domain/analytics-query/tables.js';
import { Problem } from '../../domain/problems.js';
import type { Analytics } from '../../engine/queries/analytics.js';
import { RESULT_BYTES_MAX, ROWS_MAX } from '../../engine/queries/create-analyst.js';
import type { Clock } from '../../lib/clock/clock.js';
import { RawJson } from '../../lib/json-text/raw-json.js';
import type { Db } from '../../store/database/database.js';
import { findWorkspace } from '../../store/workspaces/workspaces.js';

interface SqlDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly analytics: Analytics;
}

interface SqlQuestion {
  readonly workspaceId: string;
  readonly text: string;
  /** Which tables it may read. */
  readonly group: TableGroup;
  /** The key spaces or namespaces that it may read. `undefined`: all of the workspace. */
  readonly scope: readonly string[] | undefined;
  readonly left: AbortSignal | undefined;
}

/**
 * Answers a query in SQL: guard, ask, write the rows. The engine comes before the query, so that an
 * installation without one says so whatever the query is.
 */
export async function answerSql(deps: SqlDeps, question: SqlQuestion): Promise<RawJson> {
  const { workspaceId, text, group, scope, left } = question;
  const analyst = deps.analytics.analyst();
  if (analyst === undefined) throw notConfigured();
  const { logRetentionDays } = await findWorkspace(deps.db, workspaceId);
  const guarded = guardQuery(text, {
    group,
    workspaceId,
    ...(scope && { scope }),
    sealedUntilMs: await readSealedUntil(deps.analytics, group),
    rowsMax: ROWS_MAX,
    retentionDays: logRetentionDays,
    nowMs: deps.clock.nowMs(),
  });
  if (guarded.kind === 'refused') throw refused(`user/bad_request/${guarded.code}`, guarded.detail);
  const { sql, scope: rowScope } = guarded;
  const { columns, rows } = await analyst.ask({ workspaceId, sql, scope: rowScope, left });
  const write = createRowWriter(columns);
  return new RawJson(joinRows(rows.map(write)));
}

/** The guard derives what is sealed of months from the days. */
const ROLLUPS: Readonly<Record<TableGroup, Rollup>> = {
  verifications: 'verifications',
  ratelimits: 'limit_checks',
  // These have no sums.
  gatewayRequests: 'verifications',
  runtimeLogs: 'verifications',
};

async function readSealedUntil({ freshness }: Analytics, group: TableGroup): Promise<number> {
  const { sealedUntilMs } = await freshness();
  return sealedUntilMs[ROLLUPS[group]];
}

function refused(code: Problem['code'], detail: string): Problem {
  return new Problem(code, detail, {
    violations: [{ location: 'body.query', message: detail }],
  });
}

/** The names of the columns stand in every row here, so the answer is larger than the result was. */
function joinRows(rows: readonly string[]): string {
  const text = `[${rows.join(',')}]`;
  if (Buffer.byteLength(text) > RESULT_BYTES_MAX) throw toTooLarge();
  return text;
}
