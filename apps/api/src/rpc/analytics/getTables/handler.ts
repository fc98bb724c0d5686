import { getTables as definition } from '@unlatch/contract/operations/analytics/getTables';
import { FUNCTION_GROUPS } from '../../../domain/analytics-query/functions.js';
import { PUBLIC_TABLES, type TableGroup } from '../../../domain/analytics-query/tables.js';
import { implement } from '../../implement.js';

export const getTables = implement(definition, ({ caller }, _deps, rights) => {
  rights.rows(caller);
  return TABLES;
});

const OPERATIONS: Readonly<Record<TableGroup, string>> = {
  verifications: 'analytics.getVerifications',
  ratelimits: 'analytics.getRatelimits',
  gatewayRequests: 'analytics.getGatewayRequests',
  runtimeLogs: 'analytics.getRuntimeLogs',
};

const TABLES = {
  tables: PUBLIC_TABLES.map(({ name, group, keptDays, columns }) => ({
    name,
    operation: OPERATIONS[group],
    keptDays,
    columns: columns.map(({ name: column, type, meaning }) => ({ name: column, type, meaning })),
  })),
  functions: FUNCTION_GROUPS.map(({ title, names }) => ({ group: title, names })),
};
