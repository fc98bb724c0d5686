import { Type } from '@sinclair/typebox';
import type { ProblemCode } from '../problems/catalogue.js';
import { AnyObject, closed } from './schema.js';

/**
 * A query may have 16,384 bytes. One that is somewhat longer is refused with the problem of a query,
 * which says so.
 */
const QUERY_LENGTH_MAX = 32_768;

export function sqlRequest(description: string) {
  return closed({ query: Type.String({ maxLength: QUERY_LENGTH_MAX, description }) });
}

/** One object for each row, by the names of the selected columns. */
export const SqlRows = Type.Array(AnyObject, {
  description:
    'One object for each row. Its fields are the selected columns, by their names or aliases.',
});

/** What a query can be refused with, or fail with. */
export const SQL_PROBLEMS = [
  'unkey/data/analytics_not_configured',
  'unkey/data/analytics_connection_failed',
  'user/bad_request/invalid_analytics_query',
  'user/bad_request/invalid_analytics_table',
  'user/bad_request/invalid_analytics_function',
  'user/bad_request/invalid_analytics_query_type',
  'user/bad_request/query_range_exceeds_retention',
  'user/unprocessable_entity/query_execution_timeout',
  'user/unprocessable_entity/query_memory_limit_exceeded',
  'user/unprocessable_entity/query_rows_limit_exceeded',
  'user/too_many_requests/query_quota_exceeded',
] as const satisfies readonly ProblemCode[];
