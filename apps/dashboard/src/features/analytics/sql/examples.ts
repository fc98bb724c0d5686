/** To begin with. The documentation has thirty more. */
export const EXAMPLES = [
  {
    name: 'Outcomes of the last week',
    query: `SELECT outcome, sum(count) AS verifications
FROM key_verifications_per_day_v1
WHERE time >= today() - INTERVAL 7 DAY
GROUP BY outcome
ORDER BY verifications DESC`,
  },
  {
    name: 'A chart by hour',
    query: `SELECT time, sum(count) AS verifications
FROM key_verifications_per_hour_v1
WHERE time >= now() - INTERVAL 1 DAY
GROUP BY time
ORDER BY time`,
  },
  {
    name: 'Who used most',
    query: `SELECT external_id, sum(count) AS verifications, sum(spent_credits) AS credits
FROM key_verifications_per_day_v1
WHERE time >= today() - INTERVAL 30 DAY AND external_id != ''
GROUP BY external_id
ORDER BY verifications DESC
LIMIT 20`,
  },
  {
    name: 'Slowest verifications',
    query: `SELECT request_id, key_id, outcome, latency
FROM key_verifications_v1
WHERE time >= toUnixTimestamp64Milli(now64(3) - INTERVAL 1 HOUR)
ORDER BY latency DESC
LIMIT 20`,
  },
  {
    name: 'Refused limit checks',
    query: `SELECT namespace_id, identifier, countIf(NOT passed) AS refused, count() AS checks
FROM ratelimits_v1
WHERE time >= toUnixTimestamp64Milli(now64(3) - INTERVAL 1 DAY)
GROUP BY namespace_id, identifier
ORDER BY refused DESC
LIMIT 20`,
  },
] as const;
