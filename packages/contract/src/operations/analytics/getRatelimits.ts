import { defineOperation } from '../../operation.js';
import { READ_LIMIT_ANALYTICS } from '../../rights/rights-by-thing.js';
import { SQL_PROBLEMS, SqlRows, sqlRequest } from '../../shapes/analytics-query.js';

export const getRatelimits = defineOperation({
  name: 'analytics.getRatelimits',
  kind: 'read',
  chart: true,
  summary: 'Query limit checks in SQL',
  description:
    'Runs one SELECT, in the SQL of ClickHouse, over the limit checks of the workspace: ratelimits_v1 with one row for each, and ratelimits_per_minute_v1, …_per_hour_v1, …_per_day_v1 and …_per_month_v1. Rows of other workspaces do not exist for it. A check is there some seconds after it was answered.',
  requires: READ_LIMIT_ANALYTICS,
  request: sqlRequest('One SELECT over the tables of limit checks, of at most 16,384 bytes.'),
  data: SqlRows,
  problems: SQL_PROBLEMS,
  example: {
    query:
      'SELECT namespace_id, countIf(passed) AS passed, count() AS total FROM ratelimits_v1 GROUP BY namespace_id ORDER BY total DESC LIMIT 10',
  },
});
