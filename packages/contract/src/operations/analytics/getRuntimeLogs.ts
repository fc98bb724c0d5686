import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { SQL_PROBLEMS, SqlRows, sqlRequest } from '../../shapes/analytics-query.js';

export const getRuntimeLogs = defineOperation({
  name: 'analytics.getRuntimeLogs',
  kind: 'read',
  chart: true,
  summary: 'Query the logs of programs in SQL',
  description:
    'Runs one SELECT, in the SQL of ClickHouse, over runtime_logs_v1. The service runs no programs of a workspace, so the table is empty.',
  requires: { right: tuple('project.*.read_runtime_logs') },
  request: sqlRequest('One SELECT over runtime_logs_v1, of at most 16,384 bytes.'),
  data: SqlRows,
  problems: SQL_PROBLEMS,
  example: { query: 'SELECT count() AS lines FROM runtime_logs_v1' },
});
