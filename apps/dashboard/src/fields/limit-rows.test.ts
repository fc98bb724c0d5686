import { describe, expect, it } from 'vitest';
import {
  areLimitsComplete,
  faultsOfLimit,
  type LimitRow,
  limitRowsOf,
  limitSettingsFrom,
  newLimitRow,
} from './limit-rows.js';

const row: LimitRow = { row: 1, name: 'requests', limit: 10, duration: '1 min', autoApply: true };

describe('limits', () => {
  it('are what they were, if nothing is changed', () => {
    const limits = [{ name: 'requests', limit: 10, duration: 90_000, autoApply: false }];
    expect(limitSettingsFrom(limitRowsOf(limits))).toEqual(limits);
  });

  it.each<[string, Partial<LimitRow>, object]>([
    ['complete', {}, {}],
    ['a short name', { name: ' ab ' }, { name: 'nameTooShort' }],
    ['no limit', { limit: undefined }, { limit: 'noLimit' }],
    ['a limit of 0', { limit: 0 }, { limit: 'noLimit' }],
    ['a number without a unit', { duration: '60' }, { duration: 'notADuration' }],
    ['less than a second', { duration: '500 ms' }, { duration: 'tooShort' }],
  ])('%s', (_, fields, faults) => {
    expect(faultsOfLimit({ ...row, ...fields }, [])).toEqual(faults);
  });

  it('have names of their own', () => {
    const twin = { ...row, row: 2 };
    expect(faultsOfLimit(twin, [row, twin])).toEqual({ name: 'twice' });
    expect(areLimitsComplete([row, twin])).toBe(false);
    expect(areLimitsComplete([row])).toBe(true);
  });

  it('get rows that can be told apart', () => {
    expect(newLimitRow([row, { ...row, row: 7 }]).row).toBe(8);
  });
});
