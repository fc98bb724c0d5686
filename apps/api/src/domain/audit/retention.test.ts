import { describe, expect, it } from 'vitest';
import { planRetention, retentionDaysAt, SHRINK_DELAY_MS } from './retention.js';

const NOW_MS = 1_000;
const settled = (auditRetentionDays: number) => {
  return { auditRetentionDays, auditKeptDays: null, auditKeptUntilMs: null };
};
const at = (days: number, nowMs: number) => ({ days, nowMs });

describe('a retention of audit events', () => {
  it('that is raised counts at once', () => {
    expect(planRetention(settled(30), at(90, NOW_MS))).toEqual(settled(90));
  });

  it('that is lowered counts after seven days', () => {
    const lowered = planRetention(settled(90), at(30, NOW_MS));
    expect(retentionDaysAt(lowered, NOW_MS)).toBe(90);
    expect(retentionDaysAt(lowered, NOW_MS + SHRINK_DELAY_MS - 1)).toBe(90);
    expect(retentionDaysAt(lowered, NOW_MS + SHRINK_DELAY_MS)).toBe(30);
  });

  it('that is lowered in two steps counts seven days after the second', () => {
    const once = planRetention(settled(90), at(60, NOW_MS));
    const later = NOW_MS + SHRINK_DELAY_MS - 1;
    const twice = planRetention(once, at(30, later));
    expect(retentionDaysAt(twice, later + SHRINK_DELAY_MS - 1)).toBe(90);
    expect(retentionDaysAt(twice, later + SHRINK_DELAY_MS)).toBe(30);
  });

  it('that is lowered and raised again never counted lower', () => {
    const lowered = planRetention(settled(90), at(30, NOW_MS));
    const raised = planRetention(lowered, at(90, NOW_MS + 1));
    expect(raised).toEqual(settled(90));
  });
});
