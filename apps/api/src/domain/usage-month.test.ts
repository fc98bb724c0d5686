import { describe, expect, it } from 'vitest';
import { decideUsageMonth } from './usage-month.js';

const at = (text: string) => Date.parse(`${text}Z`);
const NOW_MS = at('2026-11-30T15:00');

describe('decideUsageMonth', () => {
  it('takes this month so far when no month is asked for, or this one', () => {
    const span = { fromMs: at('2026-11-01T00:00'), toMs: NOW_MS };
    expect(decideUsageMonth(undefined, NOW_MS)).toEqual({ isShown: true, span });
    expect(decideUsageMonth({ year: 2026, month: 11 }, NOW_MS)).toEqual({ isShown: true, span });
  });

  it('ends an earlier month where the next one begins', () => {
    const span = { fromMs: at('2026-10-01T00:00'), toMs: at('2026-11-01T00:00') };
    expect(decideUsageMonth({ year: 2026, month: 10 }, NOW_MS)).toEqual({ isShown: true, span });
    const december = decideUsageMonth({ year: 2026, month: 12 }, at('2027-01-01T00:00'));
    expect(december).toMatchObject({ span: { toMs: at('2027-01-01T00:00') } });
  });

  it.each([
    [{ year: 2026, month: 12 }, 'is in the future'],
    [{ year: 9999, month: 1 }, 'is in the future'],
    [{ year: 2026, month: 9 }, 'must begin within the last 90 days'],
    [{ year: 2025, month: 11 }, 'must begin within the last 90 days'],
  ])('refuses %j', (asked, fault) => {
    expect(decideUsageMonth(asked, NOW_MS)).toEqual({ isShown: false, fault });
  });

  it('shows a month that began exactly 90 days ago, and not a millisecond later', () => {
    const asked = { year: 2026, month: 9 };
    const edgeMs = at('2026-11-30T00:00');
    expect(decideUsageMonth(asked, edgeMs).isShown).toBe(true);
    expect(decideUsageMonth(asked, edgeMs + 1).isShown).toBe(false);
  });
});
