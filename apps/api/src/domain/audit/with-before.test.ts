import { expect, it } from 'vitest';
import { changedFields, withBefore } from './with-before.js';

it('old values stand beside the new ones, where they differ', () => {
  const old = { name: 'Old', enabled: true, list: ['a'], other: 1 };
  expect(withBefore({ name: 'New', enabled: true, list: ['a', 'b'] }, old)).toEqual({
    name: 'New',
    enabled: true,
    list: ['a', 'b'],
    before: { name: 'Old', list: ['a'] },
  });
});

it('nothing is said of a field that was not there, or of no change', () => {
  expect(withBefore({ permissionsAdded: ['a'] }, { name: 'Old' })).toEqual({
    permissionsAdded: ['a'],
  });
  expect(withBefore({ name: 'Old' }, { name: 'Old' })).toEqual({ name: 'Old' });
});

it('only fields that differ are changed', () => {
  expect(changedFields({ name: 'New', enabled: true }, { name: 'Old', enabled: true })).toEqual({
    name: 'New',
  });
});
