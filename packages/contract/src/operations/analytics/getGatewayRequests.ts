import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { SQL_PROBLEMS, SqlRows, sqlRequest } from '../../shapes/analytics-query.js';

export const getGatewayRequests = defineOperation({
  name: 'analytics.getGatewayRequests',
  kind: 'read',
  chart: true,
  summary: 'Query the requests of gateways in SQL',
  description:
    'Runs one SELECT, in the SQL of ClickHouse, over gateway_requests_v1. The service has no gateway, so the table is empty.',
  requires: { right: tuple('project.*.read_gateway_requests') },
  request: sqlRequest('One SELECT over gateway_requests_v1, of at most 16,384 bytes.'),
  data: SqlRows,
  problems: SQL_PROBLEMS,
  example: { query: 'SELECT count() AS requests FROM gateway_requests_v1' },
});
