import { describe, expect, it } from 'vitest';
import {
  ENGINE_DATABASE,
  isPublicName,
  PUBLIC_TABLES,
  publicTable,
  SCOPE_COLUMNS,
  type TableGroup,
} from './tables.js';

const GROUPS: readonly TableGroup[] = [
  'verifications',
  'ratelimits',
  'gatewayRequests',
  'runtimeLogs',
];

describe('the public tables', () => {
  it('are the twelve of the contract', () => {
    expect(PUBLIC_TABLES.map(({ name, keptDays }) => [name, keptDays])).toEqual([
      ['key_verifications_v1', 90],
      ['key_verifications_per_minute_v1', 90],
      ['key_verifications_per_hour_v1', 90],
      ['key_verifications_per_day_v1', 365],
      ['key_verifications_per_month_v1', 1095],
      ['ratelimits_v1', 30],
      ['ratelimits_per_minute_v1', 7],
      ['ratelimits_per_hour_v1', 30],
      ['ratelimits_per_day_v1', 100],
      ['ratelimits_per_month_v1', 1095],
      ['gateway_requests_v1', 7],
      ['runtime_logs_v1', 90],
    ]);
  });

  it('have each column once, a workspace, and the column by which keys are confined', () => {
    for (const { name, group, columns } of PUBLIC_TABLES) {
      const names = columns.map((column) => column.name);
      expect(new Set(names).size, name).toBe(names.length);
      expect(names, name).toContain('workspace_id');
      expect(names, name).toContain('time');
      const scopeColumn = SCOPE_COLUMNS[group];
      if (scopeColumn !== null) expect(names, name).toContain(scopeColumn);
    }
  });

  it('are named unlike the tables of the engine, so that no query can name those', () => {
    for (const { source } of PUBLIC_TABLES) {
      const { rawTable, dayTable, monthTable, table } = {
        rawTable: '',
        dayTable: '',
        monthTable: '',
        table: '',
        ...source,
      };
      for (const name of [ENGINE_DATABASE, rawTable, dayTable, monthTable, table]) {
        expect(isPublicName(name)).toBe(false);
      }
    }
  });

  it('are found by their exact name, and in their own group only', () => {
    for (const table of PUBLIC_TABLES) {
      for (const group of GROUPS) {
        expect(publicTable(group, table.name)).toBe(group === table.group ? table : undefined);
      }
      expect(publicTable(table.group, table.name.toUpperCase())).toBeUndefined();
    }
  });

  it('reserve their names in any letter case', () => {
    expect(isPublicName('Key_Verifications_V1')).toBe(true);
    expect(isPublicName('key_verifications_v2')).toBe(false);
  });
});
