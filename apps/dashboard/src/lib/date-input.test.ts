import { describe, expect, it } from 'vitest';
import { fromDateInput, toDateInput } from './date-input.js';

describe('an input for a moment', () => {
  it.each(['local', 'UTC'] as const)('gives back what it shows (%s)', (zone) => {
    const ms = Date.UTC(2026, 10, 30, 12, 34);
    expect(fromDateInput(toDateInput(ms, zone), zone)).toBe(ms);
  });

  it('shows UTC where it is asked for', () => {
    expect(toDateInput(Date.UTC(2026, 0, 2, 3, 4), 'UTC')).toBe('2026-01-02T03:04');
  });

  it.each(['', '2026-01', '2026-13-01T00:00', 'now'])('waits for the rest of %j', (text) => {
    expect(fromDateInput(text, 'UTC')).toBeUndefined();
  });
});
