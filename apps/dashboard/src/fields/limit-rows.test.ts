import { describe, expect, it } from 'vitest';
import { faultsOfLimit, limitRowsOf, limitSettingsFrom, newLimitRow } from './limit-rows.js';

describe('the rows of limits', () => {
  it('are what they were, if nothing was changed', () => {
    const limits = [
      { name: 'requests', limit: 10, duration: 60_000, autoApply: true },
      { name: 'exports', limit: 1, duration: 5_400_500, autoApply: false },
    ];
    expect(limitSettingsFrom(limitRowsOf(limits))).toEqual(limits);
  });

  it('have a number of their own each, though one was removed', () => {
    const rows = limitRowsOf([{ name: 'requests', limit: 10, duration: 1000 }]);
    const second = newLimitRow(rows);
    expect(newLimitRow([second]).row).toBeGreaterThan(second.row);
  });

  it.each([
    [{ name: 'ab' }, { name: 'nameTooShort' }],
    [{ name: ' requests ' }, { name: 'twice' }],
    [{ limit: undefined }, { limit: 'noLimit' }],
    [{ duration: '60' }, { duration: 'notADuration' }],
    [{ duration: '10 ms' }, { duration: 'tooShort' }],
    [{}, {}],
  ])('with %j have the faults %j', (change, faults) => {
    const [first] = limitRowsOf([{ name: 'requests', limit: 10, duration: 1000 }]);
    const row = { row: 9, name: 'other', limit: 1, duration: '1 s', autoApply: true, ...change };
    expect(faultsOfLimit(row, first === undefined ? [row] : [first, row])).toEqual(faults);
  });
});
