import { notConfigured } from '../../analytics/engine-failures.js';
import type { RowScope } from '../../analytics/reader.js';
import type { RawJson } from '../../lib/json-text/raw-json.js';

export interface SqlQuestion {
  readonly workspaceId: string;
  readonly text: string;
  /** Which tables it may read. */
  readonly group: 'verifications' | 'ratelimits' | 'gatewayRequests' | 'runtimeLogs';
  /** `undefined`: every row of the workspace. */
  readonly scope: RowScope | undefined;
  readonly left: AbortSignal | undefined;
}

/**
 * Answers a query in SQL. The engine comes before the query, so that an installation without one
 * says so whatever the query is.
 */
export async function answerSql(_deps: object, _question: SqlQuestion): Promise<RawJson> {
  throw notConfigured();
}
