import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRefillAtMs } from './refill-schedule.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const day = fc.option(fc.integer({ min: 1, max: 31 }));
const afterMs = fc.integer({ min: 0, max: Date.UTC(2100, 2, 2) });

describe('nextRefillAtMs', () => {
  it.each([
    [null, '2025-03-10T00:00:00.000Z', '2025-03-11T00:00:00.000Z'],
    [null, '2025-03-09T23:59:59.999Z', '2025-03-10T00:00:00.000Z'],
    [null, '2024-12-31T12:00:00.000Z', '2025-01-01T00:00:00.000Z'],
    [1, '2025-03-10T08:00:00.000Z', '2025-04-01T00:00:00.000Z'],
    [10, '2025-03-09T23:59:59.999Z', '2025-03-10T00:00:00.000Z'],
    [10, '2025-03-10T00:00:00.000Z', '2025-04-10T00:00:00.000Z'],
    [15, '2025-12-15T00:00:00.000Z', '2026-01-15T00:00:00.000Z'],
    [31, '2025-01-31T00:00:00.000Z', '2025-02-28T00:00:00.000Z'],
    [31, '2024-01-31T10:00:00.000Z', '2024-02-29T00:00:00.000Z'],
    [30, '2025-02-01T00:00:00.000Z', '2025-02-28T00:00:00.000Z'],
    [29, '2025-02-28T00:00:00.000Z', '2025-03-29T00:00:00.000Z'],
    [29, '2024-02-28T00:00:00.000Z', '2024-02-29T00:00:00.000Z'],
    [31, '2025-02-28T00:00:00.000Z', '2025-03-31T00:00:00.000Z'],
    [31, '2025-04-29T00:00:00.000Z', '2025-04-30T00:00:00.000Z'],
    [31, '2100-02-01T00:00:00.000Z', '2100-02-28T00:00:00.000Z'],
  ])('on day %s after %s is %s', (day, after, expected) => {
    const next = nextRefillAtMs({ day, afterMs: Date.parse(after) });
    expect(new Date(next).toISOString()).toBe(expected);
  });

  it('is the first matching midnight that a walk from hour to hour meets', () => {
    fc.assert(
      fc.property(day, afterMs, (day, afterMs) => {
        expect(nextRefillAtMs({ day, afterMs })).toBe(walk(day, afterMs));
      }),
      { numRuns: 300 },
    );
  });

  it('fires exactly twelve times a year on every day of the month', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1971, max: 2100 }),
        (day, year) => {
          const months: number[] = [];
          let atMs = Date.UTC(year, 0, 1) - 1;
          for (;;) {
            atMs = nextRefillAtMs({ day, afterMs: atMs });
            if (atMs >= Date.UTC(year + 1, 0, 1)) break;
            months.push(new Date(atMs).getUTCMonth());
          }
          expect(months).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        },
      ),
    );
  });
});

function walk(day: number | null, afterMs: number): number {
  let atMs = (Math.floor(afterMs / HOUR_MS) + 1) * HOUR_MS;
  while (!isRefill(day, atMs)) atMs += HOUR_MS;
  return atMs;
}

/** The rule in a customer's words, for one moment. */
function isRefill(day: number | null, atMs: number): boolean {
  const at = new Date(atMs);
  if (at.getUTCHours() !== 0) return false;
  const isLastOfMonth = new Date(atMs + DAY_MS).getUTCDate() === 1;
  const today = at.getUTCDate();
  return day === null || day === today || (isLastOfMonth && day > today);
}
