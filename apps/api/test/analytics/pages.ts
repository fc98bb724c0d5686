import { FUNCTION_GROUPS } from '../../src/domain/analytics-query/functions.js';
import { PUBLIC_TABLES, type PublicTable } from '../../src/domain/analytics-query/tables.js';
import type { ExampleQuery } from './example-query.js';
import { EXAMPLES } from './queries.js';

const OPERATIONS = {
  verifications: 'analytics.getVerifications',
  ratelimits: 'analytics.getRatelimits',
  gatewayRequests: 'analytics.getGatewayRequests',
  runtimeLogs: 'analytics.getRuntimeLogs',
} as const;

/** `docs/analytics/tables.md`. */
export function tablesPage(): string {
  return `${[
    '# Tables of analytics queries',
    'The operations `analytics.get…` take SQL in the dialect of ClickHouse. A query reads these tables and no others; each operation has its own. What a query may not do: [limits](limits.md). Thirty queries to begin with: [examples](queries.md).',
    'Times are in UTC. Single events have Unix milliseconds, and buckets have the moment or the date of their beginning. So write `WHERE time >= toUnixTimestamp64Milli(now64(3) - INTERVAL 1 DAY)` for events. Write `WHERE time >= now() - INTERVAL 1 DAY` for minutes and hours, and `WHERE time >= today() - INTERVAL 7 DAY` for days.',
    'A table of buckets can have several rows for one bucket, so always add up: `sum(count)`, not `count`. Buckets of the current day are there as soon as the events are, some seconds after the request.',
    'Tables of minutes and hours are computed from events when they are read. For long spans of time, ask the tables of days and months, which answer much faster.',
    ...PUBLIC_TABLES.map(tableSection),
    '## Functions',
    'Any letter case will do. Operators such as `+`, `||`, `LIKE`, `IN`, `BETWEEN`, `CASE`, `CAST` and `::` work as well.',
    [
      '| | |',
      '|---|---|',
      ...FUNCTION_GROUPS.map(({ title, names }) => `| ${title} | ${names.map(code).join(', ')} |`),
    ].join('\n'),
  ].join('\n\n')}\n`;
}

/** `docs/analytics/queries.md`. Each of its queries is run by `guard-engine.test.ts`. */
export function queriesPage(): string {
  return `${[
    '# Thirty analytics queries',
    'Send each as the `query` of the operation that is named with it. The columns are described under [tables](tables.md).',
    ...EXAMPLES.map(exampleSection),
  ].join('\n\n')}\n`;
}

function tableSection({ name, group, columns, keptDays }: PublicTable): string {
  return [
    `## ${name}`,
    `For \`${OPERATIONS[group]}\`. Kept for at least ${keptDays} days, unless the workspace keeps its logs for less.`,
    [
      '| column | type | |',
      '|---|---|---|',
      ...columns.map((column) => `| \`${column.name}\` | ${column.type} | ${column.meaning} |`),
    ].join('\n'),
  ].join('\n\n');
}

function exampleSection({ title, purpose = '', group, sql }: ExampleQuery): string {
  return [
    `## ${title}`,
    `${purpose} With \`${OPERATIONS[group]}\`:`,
    `\`\`\`sql\n${sql}\n\`\`\``,
  ].join('\n\n');
}

function code(name: string): string {
  return `\`${name}\``;
}
