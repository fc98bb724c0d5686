import type { ExampleQuery } from './example-query.js';

const group = 'verifications';

/** What the examples leave out of the dialect. */
export const VERIFICATION_DIALECT: readonly ExampleQuery[] = [
  {
    title: 'Every time function',
    group,
    sql: `SELECT
  now() - now() AS a, now64(3) > toDateTime64('2020-01-01 00:00:00', 3) AS b, today() AS c,
  toDate('2026-01-01') AS d, toDateTime('2026-01-01 00:00:00') AS e,
  toStartOfMinute(now()) AS f, toStartOfHour(now()) AS g, toStartOfDay(now()) AS h,
  toStartOfWeek(now()) AS i, toStartOfMonth(now()) AS j, toStartOfQuarter(now()) AS k,
  toStartOfYear(now()) AS l, date_trunc('day', now()) AS m, formatDateTime(now(), '%F') AS n,
  fromUnixTimestamp64Milli(toUnixTimestamp64Milli(now64(3))) AS o, toUnixTimestamp(now()) AS p
FROM key_verifications_v1 LIMIT 1`,
  },
  {
    title: 'Every interval function',
    group,
    sql: `SELECT
  now64(9) + toIntervalNanosecond(1) + toIntervalMicrosecond(1) + toIntervalMillisecond(1) AS a,
  now() + toIntervalSecond(1) + toIntervalMinute(1) + toIntervalHour(1) + toIntervalDay(1) AS b,
  today() + toIntervalWeek(1) + toIntervalMonth(1) + toIntervalQuarter(1) + toIntervalYear(1) AS c
FROM key_verifications_v1 LIMIT 1`,
  },
  {
    title: 'Every unit of INTERVAL',
    group,
    sql: `SELECT
  now64(9) - INTERVAL 1 NANOSECOND - INTERVAL 1 MICROSECOND - INTERVAL 1 MILLISECOND AS a,
  now() - INTERVAL 1 SECOND - INTERVAL 1 MINUTE - INTERVAL 1 HOUR - INTERVAL '1 day' AS b,
  today() - INTERVAL 1 WEEK - INTERVAL 1 MONTH - INTERVAL 1 QUARTER - INTERVAL 1 YEAR AS c
FROM key_verifications_v1 LIMIT 1`,
  },
  {
    title: 'Every function of texts',
    group,
    sql: `SELECT
  lower(key_id), upper(key_id), substring(key_id, 1, 3), concat(key_id, '-', outcome), length(key_id),
  trim(' a '), startsWith(key_id, 'key_'), endsWith(key_id, '1'), key_id || '!' AS shout,
  JSONExtractString('{"a":"b"}', 'a') AS json
FROM key_verifications_v1 LIMIT 3`,
  },
  {
    title: 'Every function of numbers, conditions and conversions',
    group,
    sql: `SELECT
  round(latency, 1) AS a, floor(latency) AS b, ceil(latency) AS c, abs(-latency) AS d,
  if(latency > 1, 'slow', 'fast') AS e, coalesce(NULL, key_id) AS f,
  toString(time) AS g, toInt32('7') AS h, toInt64('8') AS i, toFloat64('0.5') AS j
FROM key_verifications_v1 LIMIT 3`,
  },
  {
    title: 'Every aggregate',
    group,
    sql: `SELECT
  count(), count(*), count(DISTINCT key_id), sum(spent_credits), avg(latency), min(time), max(time),
  any(region), groupArray(3)(key_id), groupUniqArray(outcome), uniq(key_id), uniqExact(key_id),
  quantile(latency), quantile(0.9)(latency), sumIf(spent_credits, outcome = 'VALID'), countIf(latency > 1)
FROM key_verifications_v1`,
  },
  {
    title: 'Casts',
    group,
    sql: `SELECT
  CAST(time AS String), CAST(latency, 'Nullable(Int64)'), '5'::Int32, -5::Int8, time::Float64,
  CAST('2026-01-01' AS Date), CAST([1, 2] AS Array(String)), CAST('1.5' AS Decimal(10, 2))
FROM key_verifications_v1 LIMIT 1`,
  },
  {
    title: 'Arrays and tuples',
    group,
    sql: `SELECT
  tags[1], [1, 2, 3][2], (key_id, outcome).1, (1, 'a') = (1, 'a'), (key_id, outcome) IN (('a', 'b'), ('c', 'd')),
  arrayFilter((tag, n) -> n > 1 AND tag != '', ['a', 'b'], [1, 2]), latency > 1 ? 'slow' : 'fast'
FROM key_verifications_v1 LIMIT 3`,
  },
  {
    title: 'Conditions of every kind',
    group,
    sql: `SELECT count() FROM key_verifications_v1
WHERE key_id LIKE 'key%' AND key_id NOT LIKE '%x' AND key_id ILIKE 'KEY%' AND key_id NOT ILIKE 'x%'
  AND latency BETWEEN 0 AND 1000 AND latency NOT BETWEEN -2 AND -1 AND key_id IS NOT NULL
  AND NOT (key_id IS NULL) AND (outcome = 'VALID' OR outcome <> 'VALID') AND spent_credits % 2 >= 0
  AND outcome IN ['VALID', 'EXPIRED', 'RATE_LIMITED'] AND spent_credits DIV 2 < 99 AND 0x10 = 16 AND 1e3 == 1000`,
  },
  {
    title: 'Joins of every kind',
    group,
    sql: `WITH k AS (SELECT key_id, count() AS n FROM key_verifications_v1 GROUP BY key_id)
SELECT a.key_id, b.n, c.n, d.n
FROM k AS a
INNER JOIN k AS b ON a.key_id = b.key_id
LEFT JOIN k AS c ON b.key_id = c.key_id
LEFT ANY JOIN k AS d ON a.key_id = d.key_id
LEFT SEMI JOIN k AS e ON a.key_id = e.key_id
ORDER BY a.key_id`,
  },
  {
    title: 'More joins',
    group,
    sql: `SELECT count()
FROM (SELECT key_id, time FROM key_verifications_v1) AS a
ASOF LEFT JOIN (SELECT key_id, time FROM key_verifications_v1) AS b ON a.key_id = b.key_id AND a.time >= b.time
FULL OUTER JOIN (SELECT DISTINCT key_id FROM key_verifications_v1) AS c ON a.key_id = c.key_id
CROSS JOIN (SELECT 1 AS one) AS d`,
  },
  {
    title: 'ARRAY JOIN',
    group,
    sql: `SELECT tag, count() FROM key_verifications_v1 ARRAY JOIN tags AS tag GROUP BY tag ORDER BY tag`,
  },
  {
    title: 'LEFT ARRAY JOIN',
    group,
    sql: `SELECT key_id, tag FROM key_verifications_v1 LEFT ARRAY JOIN tags AS tag LIMIT 5`,
  },
  {
    title: 'Windows',
    group,
    // check-words: allow, a query is no sentence
    sql: `SELECT
  time,
  sum(n) OVER (ORDER BY time) AS running,
  avg(n) OVER (ORDER BY time ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS moving,
  max(n) OVER w AS highest,
  sum(n) OVER (PARTITION BY toStartOfDay(time) ORDER BY time RANGE UNBOUNDED PRECEDING) AS of_day
FROM (SELECT time, sum(count) AS n FROM key_verifications_per_hour_v1 GROUP BY time)
WINDOW w AS (PARTITION BY toStartOfDay(time))
ORDER BY time`,
  },
  {
    title: 'QUALIFY',
    group,
    sql: `SELECT key_id, outcome, count() AS n
FROM key_verifications_v1
GROUP BY key_id, outcome
QUALIFY max(n) OVER (PARTITION BY key_id) = n
ORDER BY key_id, outcome`,
  },
  {
    title: 'Groups with totals and their parts',
    group,
    sql: `SELECT outcome, region, count() FROM key_verifications_v1
GROUP BY outcome, region WITH CUBE
ORDER BY outcome, region NULLS FIRST`,
  },
  {
    title: 'ROLLUP and totals',
    group,
    sql: 'SELECT outcome, region, count() FROM key_verifications_v1 GROUP BY ROLLUP(outcome, region) WITH TOTALS',
  },
  {
    title: 'Grouping sets',
    group,
    sql: 'SELECT outcome, region, count() FROM key_verifications_v1 GROUP BY GROUPING SETS ((outcome), (region), ())',
  },
  {
    title: 'Groups of all other columns',
    group,
    sql: 'SELECT outcome, region, count() FROM key_verifications_v1 GROUP BY ALL ORDER BY 3 DESC LIMIT 2, 5',
  },
  {
    title: 'Set operations',
    group,
    sql: `(SELECT key_id FROM key_verifications_v1 UNION ALL SELECT outcome FROM key_verifications_v1)
INTERSECT
SELECT key_id FROM key_verifications_v1
UNION DISTINCT
SELECT DISTINCT region FROM key_verifications_v1`,
  },
  {
    title: 'Subqueries of every kind',
    group,
    sql: `WITH (SELECT max(latency) FROM key_verifications_v1) AS slowest, 2 AS factor
SELECT key_id, latency, slowest
FROM key_verifications_v1 AS v
WHERE latency * factor >= slowest
  AND key_id IN (SELECT key_id FROM key_verifications_per_day_v1 GROUP BY key_id)
  AND EXISTS (SELECT 1 FROM key_verifications_per_month_v1)
LIMIT 5`,
  },
  {
    title: 'PREWHERE, quotes and comments',
    group,
    sql: `SELECT "key_id" AS \`a key\`, v.* EXCEPT (tags) -- the rest
FROM key_verifications_v1 v
PREWHERE outcome = 'VALID' /* first */
WHERE v.source = 'api' AND v.app_id = '' AND v.key_space_id != 'it''s'
ORDER BY "a key" ASC NULLS LAST
LIMIT 3 OFFSET 1;`,
  },
  {
    title: 'Rows with equal values',
    group,
    sql: 'SELECT key_id, spent_credits FROM key_verifications_v1 ORDER BY spent_credits DESC LIMIT 1 WITH TIES',
  },
  {
    title: 'An aggregate with a filter',
    group,
    sql: `SELECT count() FILTER (WHERE outcome = 'VALID') AS valid, count() AS total FROM key_verifications_v1`,
  },
  {
    title: 'All columns of every table of verifications',
    group,
    sql: `SELECT 1 FROM (SELECT * FROM key_verifications_v1) AS a, (SELECT * FROM key_verifications_per_minute_v1) AS b
WHERE a.key_id = b.key_id AND b.identity_id = a.identity_id LIMIT 1`,
  },
];
