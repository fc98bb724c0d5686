import { defineOperation } from '../../operation.js';
import { READ_ANALYTICS } from '../../rights/rights-by-thing.js';
import { SQL_PROBLEMS, SqlRows, sqlRequest } from '../../shapes/analytics-query.js';

export const getVerifications = defineOperation({
  name: 'analytics.getVerifications',
  kind: 'read',
  chart: true,
  summary: 'Query verifications in SQL',
  description:
    'Runs one SELECT, in the SQL of ClickHouse, over the verifications of the workspace: key_verifications_v1 with one row for each, and key_verifications_per_minute_v1, …_per_hour_v1, …_per_day_v1 and …_per_month_v1. Rows of other workspaces do not exist for it. A verification is there some seconds after it was answered.',
  requires: READ_ANALYTICS,
  request: sqlRequest('One SELECT over the tables of verifications, of at most 16,384 bytes.'),
  data: SqlRows,
  problems: SQL_PROBLEMS,
  example: {
    query:
      'SELECT outcome, sum(count) AS verifications FROM key_verifications_per_hour_v1 WHERE time >= now() - INTERVAL 1 DAY GROUP BY outcome ORDER BY verifications DESC',
  },
});
