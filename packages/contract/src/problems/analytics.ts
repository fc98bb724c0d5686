import type { ProblemKind } from './problem-kind.js';

const BAD_QUERY = { status: 400, title: 'Bad Request' } as const;
const COSTLY_QUERY = { status: 422, title: 'Unprocessable Entity' } as const;

/** What can be wrong with a query of analytics, or with the engine that answers it. */
export const ANALYTICS_PROBLEMS = {
  'unkey/data/analytics_not_configured': {
    status: 412,
    title: 'Precondition Failed',
    meaning: 'This installation has no analytics engine, so it answers no SQL.',
    remedy:
      'Ask the operator of the installation to switch analytics on. Charts and totals are answered without an engine too, from sums per hour.',
  },
  'unkey/data/analytics_connection_failed': {
    status: 503,
    title: 'Service Unavailable',
    meaning: 'The analytics engine cannot be reached at the moment.',
    remedy:
      'Repeat the request after the number of seconds in the Retry-After header. Events of that time are kept, and can be queried later.',
  },
  'user/bad_request/invalid_analytics_query': {
    ...BAD_QUERY,
    meaning: 'The query cannot be read, or has a part that is not allowed.',
    remedy:
      'error.detail says what is wrong. Write one SELECT over the documented tables and columns, without SETTINGS.',
  },
  'user/bad_request/invalid_analytics_table': {
    ...BAD_QUERY,
    meaning: 'The query names a table that the operation does not have.',
    remedy: 'Use the documented tables of the operation. Their names are case-sensitive.',
  },
  'user/bad_request/invalid_analytics_function': {
    ...BAD_QUERY,
    meaning: 'The query calls a function that is not allowed.',
    remedy: 'error.detail names the function. Use those that the documentation lists.',
  },
  'user/bad_request/invalid_analytics_query_type': {
    ...BAD_QUERY,
    meaning: 'The query is something else than a SELECT.',
    remedy: 'Analytics can only be read. Write a SELECT.',
  },
  'user/bad_request/query_range_exceeds_retention': {
    ...BAD_QUERY,
    meaning: 'The query asks for events from before the time for which the workspace keeps them.',
    remedy:
      'error.detail has the first day that is kept. Begin there, or keep events for longer with workspace.updateWorkspace.',
  },
  'user/unprocessable_entity/query_execution_timeout': {
    ...COSTLY_QUERY,
    meaning: 'The query took too long, so it was ended.',
    remedy: 'Ask for a shorter time, add filters, or use a table with one row per hour or day.',
  },
  'user/unprocessable_entity/query_memory_limit_exceeded': {
    ...COSTLY_QUERY,
    meaning: 'The query needs too much memory, or its result is larger than 4 MiB.',
    remedy: 'Select fewer columns, group more coarsely, or add a LIMIT.',
  },
  'user/unprocessable_entity/query_rows_limit_exceeded': {
    ...COSTLY_QUERY,
    meaning: 'The query reads or returns too many rows.',
    remedy: 'Ask for a shorter time, add filters, or add a LIMIT.',
  },
  'user/too_many_requests/query_quota_exceeded': {
    status: 429,
    title: 'Too Many Requests',
    meaning: 'The workspace has used up its queries, or their time, for this hour.',
    remedy: 'Wait for the number of seconds in the Retry-After header, then repeat the request.',
  },
} as const satisfies Record<string, ProblemKind>;
