import type { ExampleQuery } from './example-query.js';
import { RATELIMIT_DIALECT, RATELIMIT_EXAMPLES } from './ratelimit-queries.js';
import { VERIFICATION_EXAMPLES } from './verification-examples.js';
import { VERIFICATION_DIALECT } from './verification-queries.js';

const OTHER_QUERIES: readonly ExampleQuery[] = [
  {
    title: 'Gateway requests by status',
    group: 'gatewayRequests',
    sql: `SELECT response_status, count() AS requests, quantile(0.99)(total_latency) AS p99
FROM gateway_requests_v1
WHERE time >= toUnixTimestamp64Milli(now64(3) - INTERVAL 1 DAY)
GROUP BY response_status
ORDER BY requests DESC`,
  },
  {
    title: 'Headers and parameters of gateway requests',
    group: 'gatewayRequests',
    sql: `SELECT path, query_params['page'][1] AS page, arrayFilter(h -> startsWith(lower(h), 'x-'), request_headers) AS headers
FROM gateway_requests_v1
WHERE has(request_headers, 'Accept: */*') AND method IN ('GET', 'POST')
LIMIT 20`,
  },
  {
    title: 'All columns of gateway requests',
    group: 'gatewayRequests',
    sql: 'SELECT * EXCEPT (request_body, response_body) FROM gateway_requests_v1 LIMIT 1',
  },
  {
    title: 'Errors of a program',
    group: 'runtimeLogs',
    sql: `SELECT fromUnixTimestamp64Milli(time) AS at, message, JSONExtractString(attributes_text, 'user') AS user
FROM runtime_logs_v1
WHERE severity = 'error' AND message ILIKE '%timeout%'
ORDER BY time DESC
LIMIT 50`,
  },
  {
    title: 'All columns of runtime logs',
    group: 'runtimeLogs',
    sql: 'SELECT * FROM runtime_logs_v1 LIMIT 1',
  },
];

/** The examples of `docs/analytics/queries.md`, in its order. */
export const EXAMPLES: readonly ExampleQuery[] = [...VERIFICATION_EXAMPLES, ...RATELIMIT_EXAMPLES];

/** Examples, and queries that cover the rest of the dialect: every table, clause and function. */
export const QUERIES: readonly ExampleQuery[] = [
  ...EXAMPLES,
  ...VERIFICATION_DIALECT,
  ...RATELIMIT_DIALECT,
  ...OTHER_QUERIES,
];
