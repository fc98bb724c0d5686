import type { TableGroup } from '../../src/domain/analytics-query/tables.js';

/** A query that the documentation shows, or that a test runs to cover the dialect. */
export interface ExampleQuery {
  readonly title: string;
  /** What a reader wants to know. Only examples of the documentation have it. */
  readonly purpose?: string;
  readonly group: TableGroup;
  readonly sql: string;
}
