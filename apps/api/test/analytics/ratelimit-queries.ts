import type { ExampleQuery } from './example-query.js';

const group = 'ratelimits';

/** The examples of `docs/analytics/queries.md`. */
export const RATELIMIT_EXAMPLES: readonly ExampleQuery[] = [
  {
    title: 'Checks by hour',
    purpose: 'How many checks passed, and how many were denied?',
    group,
    sql: `SELECT time, sum(passed) AS let_through, sum(total) - sum(passed) AS denied
FROM ratelimits_per_hour_v1
WHERE time >= now() - INTERVAL 1 DAY
GROUP BY time
ORDER BY time`,
  },
  {
    title: 'Who is limited most',
    purpose: 'The identifiers that were denied most often.',
    group,
    sql: `SELECT namespace_id, identifier, countIf(NOT passed) AS denied, count() AS checks
FROM ratelimits_v1
WHERE time >= toUnixTimestamp64Milli(now64(3) - INTERVAL 1 DAY)
GROUP BY namespace_id, identifier
HAVING denied > 0
ORDER BY denied DESC
LIMIT 20`,
  },
  {
    title: 'Limits that are too low',
    purpose: 'Who would need a higher limit? Shows how often the limit was used up.',
    group,
    sql: `SELECT
  identifier,
  max(limit) AS highest_limit,
  countIf(remaining = 0) AS at_the_limit,
  round(100 * at_the_limit / count(), 1) AS percent
FROM ratelimits_v1
GROUP BY identifier
ORDER BY percent DESC
LIMIT 20`,
  },
  {
    title: 'What overrides do',
    purpose: 'Checks with and without an override.',
    group,
    sql: `SELECT if(override_id = '', 'the limit of the namespace', override_id) AS rule, count() AS checks, countIf(passed) AS let_through
FROM ratelimits_v1
GROUP BY rule
ORDER BY checks DESC`,
  },
  {
    title: 'Cost of checks by day',
    purpose: 'For limits whose requests cost more than 1.',
    group,
    sql: `SELECT time AS day, sum(total_tokens) AS asked_for, sum(passed_tokens) AS granted
FROM ratelimits_per_day_v1
WHERE time >= today() - INTERVAL 30 DAY
GROUP BY day
ORDER BY day`,
  },
  {
    title: 'Checks by month and namespace',
    purpose: 'How did the use of each namespace grow?',
    group,
    sql: `SELECT time AS month, namespace_id, sum(total) AS checks
FROM ratelimits_per_month_v1
GROUP BY month, namespace_id
ORDER BY month DESC, checks DESC`,
  },
  {
    title: 'The last ten minutes',
    purpose: 'Is there an attack right now?',
    group,
    sql: `SELECT time, uniqExact(identifier) AS identifiers, sum(total) AS checks
FROM ratelimits_per_minute_v1
WHERE time >= now() - INTERVAL 10 MINUTE
GROUP BY time
ORDER BY time DESC`,
  },
  {
    title: 'How long checks take',
    purpose: 'The average and the slowest percent.',
    group,
    sql: `SELECT
  round(avgMerge(latency_avg), 3) AS average,
  round(quantilesTDigestMerge(0.99)(latency_p99)[1], 3) AS p99
FROM ratelimits_per_hour_v1
WHERE time >= now() - INTERVAL 1 DAY`,
  },
];

/** What the examples leave out. */
export const RATELIMIT_DIALECT: readonly ExampleQuery[] = [
  {
    title: 'Every column of a check',
    group,
    sql: `SELECT request_id, time, workspace_id, namespace_id, identifier, passed, latency, override_id,
  limit, remaining, tokens, reset_at, fromUnixTimestamp64Milli(reset_at) AS reset
FROM ratelimits_v1 WHERE limit > 0 ORDER BY limit LIMIT 3`,
  },
  {
    title: 'A percentile of days',
    group,
    sql: `SELECT quantilesTDigestMerge(0.75)(latency_p75)[1] FROM ratelimits_per_day_v1 WHERE time >= today() - INTERVAL 7 DAY`,
  },
  {
    title: 'Days and months side by side',
    group,
    sql: `SELECT m.time, d.days
FROM (SELECT time FROM ratelimits_per_month_v1 GROUP BY time) AS m
LEFT JOIN (SELECT toStartOfMonth(time) AS month, count(DISTINCT time) AS days FROM ratelimits_per_day_v1 GROUP BY month) AS d
ON m.time = d.month ORDER BY m.time`,
  },
];
