import { describe, expect, it } from 'vitest';
import { guardQuery } from '../../src/domain/analytics-query/guard-query.js';
import { ESCAPES } from './escapes.js';

describe('the guard', () => {
  it('knows more than a hundred ways out', () => {
    expect(ESCAPES.length).toBeGreaterThan(100);
  });

  it.each(ESCAPES)('ends as expected: $title', ({ sql, ends }) => {
    const guarded = guardQuery(sql, {
      group: 'verifications',
      workspaceId: 'ws_own',
      rowsMax: 1000,
      retentionDays: 90,
      nowMs: Date.parse('2026-11-30T12:00:00Z'),
    });
    expect(guarded.kind === 'refused' ? guarded.code : 'confined').toBe(ends);
  });
});
