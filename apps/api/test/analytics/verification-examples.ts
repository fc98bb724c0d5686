import type { ExampleQuery } from './example-query.js';

const group = 'verifications';

/** The examples of `docs/analytics/queries.md`. */
export const VERIFICATION_EXAMPLES: readonly ExampleQuery[] = [
  {
    title: 'All verifications of a day',
    purpose: 'How busy were the last 24 hours?',
    group,
    sql: `SELECT count() AS verifications
FROM key_verifications_v1
WHERE time >= toUnixTimestamp64Milli(now64(3) - INTERVAL 1 DAY)`,
  },
  {
    title: 'Outcomes',
    purpose: 'How many verifications ended how?',
    group,
    sql: `SELECT outcome, count() AS verifications
FROM key_verifications_v1
WHERE time >= toUnixTimestamp64Milli(now64(3) - INTERVAL 7 DAY)
GROUP BY outcome
ORDER BY verifications DESC`,
  },
  {
    title: 'A chart by hour',
    purpose: 'A point for each hour, also for hours without traffic.',
    group,
    sql: `SELECT time, sum(count) AS verifications
FROM key_verifications_per_hour_v1
WHERE time >= toStartOfHour(now() - INTERVAL 1 DAY)
GROUP BY time
ORDER BY time WITH FILL FROM toStartOfHour(now() - INTERVAL 1 DAY) TO now() STEP INTERVAL 1 HOUR`,
  },
  {
    title: 'A chart by minute and outcome',
    purpose: 'What happened in the last hour?',
    group,
    sql: `SELECT time, outcome, sum(count) AS verifications
FROM key_verifications_per_minute_v1
WHERE time >= now() - INTERVAL 1 HOUR
GROUP BY time, outcome
ORDER BY time, outcome`,
  },
  {
    title: 'Share of refusals by day',
    purpose: 'Do more requests fail than a week ago?',
    group,
    sql: `SELECT
  time AS day,
  sumIf(count, outcome != 'VALID') AS refused,
  sum(count) AS total,
  round(100 * refused / total, 2) AS percent
FROM key_verifications_per_day_v1
WHERE time >= today() - INTERVAL 30 DAY
GROUP BY day
ORDER BY day`,
  },
  {
    title: 'The busiest keys',
    purpose: 'Which keys are used most?',
    group,
    sql: `SELECT key_id, sum(count) AS verifications, sum(spent_credits) AS credits
FROM key_verifications_per_day_v1
WHERE time >= today() - INTERVAL 7 DAY
GROUP BY key_id
ORDER BY verifications DESC
LIMIT 10`,
  },
  {
    title: 'The busiest customers',
    purpose: 'Which of your customers use the API most? A customer is an external id.',
    group,
    sql: `SELECT external_id, sum(count) AS verifications
FROM key_verifications_per_day_v1
WHERE time >= today() - INTERVAL 30 DAY AND external_id != ''
GROUP BY external_id
ORDER BY verifications DESC
LIMIT 20`,
  },
  {
    title: 'One customer by day',
    purpose: 'What did this customer do this month?',
    group,
    sql: `SELECT time AS day, outcome, sum(count) AS verifications
FROM key_verifications_per_day_v1
WHERE external_id = 'customer_1' AND time >= toStartOfMonth(today())
GROUP BY day, outcome
ORDER BY day, outcome`,
  },
  {
    title: 'An invoice',
    purpose: 'Valid verifications and credits of each customer in each month.',
    group,
    sql: `SELECT
  time AS month,
  external_id,
  sumIf(count, outcome = 'VALID') AS verifications,
  sum(spent_credits) AS credits
FROM key_verifications_per_month_v1
WHERE external_id != ''
GROUP BY month, external_id
ORDER BY month DESC, credits DESC`,
  },
  {
    title: 'Credits in tiers',
    purpose: 'A price that falls with the volume.',
    group,
    sql: `WITH usage AS (
  SELECT external_id, sum(spent_credits) AS credits
  FROM key_verifications_per_month_v1
  WHERE time = toStartOfMonth(today())
  GROUP BY external_id
)
SELECT
  external_id,
  credits,
  CASE
    WHEN credits <= 1000 THEN 0
    WHEN credits <= 100000 THEN (credits - 1000) * 0.001
    ELSE 99 + (credits - 100000) * 0.0005
  END AS price
FROM usage
ORDER BY price DESC`,
  },
  {
    title: 'Usage by tag',
    purpose: 'Which parts of the product are used? Tags are those of the requests.',
    group,
    sql: `SELECT arrayJoin(tags) AS tag, sum(count) AS verifications
FROM key_verifications_per_day_v1
WHERE time >= today() - INTERVAL 30 DAY
GROUP BY tag
ORDER BY verifications DESC`,
  },
  {
    title: 'Requests with certain tags',
    purpose: 'Has any of these tags, all of these, and not this one.',
    group,
    sql: `SELECT count() AS verifications
FROM key_verifications_v1
WHERE hasAny(tags, ['path=/v1/chat', 'path=/v1/images'])
  AND hasAll(tags, ['env=production', 'plan=pro'])
  AND NOT has(tags, 'internal')`,
  },
  {
    title: 'A path out of a tag',
    purpose: 'Tags such as path=/v1/chat, grouped by what follows the equals sign.',
    group,
    sql: `SELECT
  substring(arrayJoin(arrayFilter(tag -> startsWith(tag, 'path='), tags)), 6) AS path,
  count() AS verifications
FROM key_verifications_v1
GROUP BY path
ORDER BY verifications DESC`,
  },
  {
    title: 'Latencies by hour',
    purpose: 'How long did verifications take?',
    group,
    sql: `SELECT
  time,
  round(avgMerge(latency_avg), 3) AS average,
  round(quantilesTDigestMerge(0.75)(latency_p75)[1], 3) AS p75,
  round(quantilesTDigestMerge(0.99)(latency_p99)[1], 3) AS p99
FROM key_verifications_per_hour_v1
WHERE time >= now() - INTERVAL 1 DAY
GROUP BY time
ORDER BY time`,
  },
  {
    title: 'Percentiles of single events',
    purpose: 'Any percentile, from the events themselves.',
    group,
    sql: `SELECT
  region,
  quantile(0.5)(latency) AS median,
  quantile(0.95)(latency) AS p95,
  max(latency) AS slowest
FROM key_verifications_v1
WHERE time >= toUnixTimestamp64Milli(now64(3) - INTERVAL 1 DAY)
GROUP BY region`,
  },
  {
    title: 'Active keys and customers',
    purpose: 'How many different keys and customers were there each day?',
    group,
    sql: `SELECT time AS day, uniqExact(key_id) AS keys, uniq(external_id) AS customers
FROM key_verifications_per_day_v1
WHERE time >= today() - INTERVAL 30 DAY
GROUP BY day
ORDER BY day`,
  },
  {
    title: 'New keys',
    purpose: 'When was each key used for the first time?',
    group,
    sql: `SELECT day, count() AS first_used
FROM (
  SELECT key_id, min(time) AS day
  FROM key_verifications_per_day_v1
  GROUP BY key_id
)
GROUP BY day
ORDER BY day DESC`,
  },
  {
    title: 'Customers who left',
    purpose: 'Who was there last week, and not this week?',
    group,
    sql: `SELECT DISTINCT external_id
FROM key_verifications_per_day_v1
WHERE time BETWEEN today() - INTERVAL 14 DAY AND today() - INTERVAL 8 DAY
EXCEPT
SELECT DISTINCT external_id
FROM key_verifications_per_day_v1
WHERE time >= today() - INTERVAL 7 DAY`,
  },
  {
    title: 'This week against the last',
    purpose: 'Who uses the API more than a week ago?',
    group,
    sql: `SELECT
  external_id,
  sumIf(count, time >= today() - INTERVAL 7 DAY) AS this_week,
  sumIf(count, time < today() - INTERVAL 7 DAY) AS last_week,
  this_week - last_week AS change
FROM key_verifications_per_day_v1
WHERE time >= today() - INTERVAL 14 DAY
GROUP BY external_id
HAVING this_week + last_week > 0
ORDER BY change DESC
LIMIT 20`,
  },
  {
    title: 'Keys that run out of credits',
    purpose: 'Who is refused for lack of credits, and how often?',
    group,
    sql: `SELECT key_id, any(external_id) AS customer, countIf(outcome = 'USAGE_EXCEEDED') AS refused
FROM key_verifications_v1
WHERE time >= toUnixTimestamp64Milli(now64(3) - INTERVAL 7 DAY)
GROUP BY key_id
HAVING refused > 0
ORDER BY refused DESC`,
  },
  {
    title: 'The latest refusals',
    purpose: 'Which requests were refused just now? The id is in the answer of each.',
    group,
    sql: `SELECT fromUnixTimestamp64Milli(time) AS at, request_id, key_id, outcome
FROM key_verifications_v1
WHERE outcome NOT IN ('VALID')
ORDER BY time DESC
LIMIT 50`,
  },
  {
    title: 'The last use of each key',
    purpose: 'One row for each key, the latest.',
    group,
    sql: `SELECT key_id, time, outcome, region
FROM key_verifications_v1
ORDER BY time DESC
LIMIT 1 BY key_id
LIMIT 100`,
  },
];
