import { describe, expect, it } from 'vitest';
import { FUNCTION_GROUPS } from '../../src/domain/analytics-query/functions.js';
import { guardQuery } from '../../src/domain/analytics-query/guard-query.js';
import { PUBLIC_TABLES } from '../../src/domain/analytics-query/tables.js';
import { EXAMPLES, QUERIES } from './queries.js';

describe('the queries of our own', () => {
  it('are at least sixty, thirty of them examples of the documentation', () => {
    expect(QUERIES.length).toBeGreaterThanOrEqual(60);
    expect(EXAMPLES).toHaveLength(30);
    expect(new Set(QUERIES.map(({ title }) => title)).size).toBe(QUERIES.length);
  });

  it.each(QUERIES)('pass the guard: $title', ({ group, sql }) => {
    const guarded = guardQuery(sql, {
      group,
      workspaceId: 'ws_1',
      rowsMax: 1000,
      retentionDays: 90,
      nowMs: Date.now(),
    });
    expect(guarded).toMatchObject({ kind: 'query' });
  });

  it('read every table', () => {
    for (const { name } of PUBLIC_TABLES) {
      expect(
        QUERIES.some(({ sql }) => sql.includes(name)),
        name,
      ).toBe(true);
    }
  });

  it('call every function', () => {
    for (const name of FUNCTION_GROUPS.flatMap((group) => group.names)) {
      expect(
        QUERIES.some(({ sql }) => sql.includes(`${name}(`)),
        name,
      ).toBe(true);
    }
  });
});
