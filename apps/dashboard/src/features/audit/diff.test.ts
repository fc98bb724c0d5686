import { describe, expect, it } from 'vitest';
import { changesOf } from './diff.js';

describe('the changes of an audit event', () => {
  it('are the fields that differ, before and after', () => {
    const meta = {
      before: { name: 'Old', enabled: true, credits: null },
      after: { name: 'New', enabled: true, tags: ['a'] },
    };
    expect(changesOf(meta)).toEqual([
      { field: 'name', before: 'Old', after: 'New' },
      { field: 'credits', before: 'null' },
      { field: 'tags', after: '["a"]' },
    ]);
  });

  it('are the new values, with those that they replaced', () => {
    const meta = { name: 'New', permissionsAdded: ['a'], before: { name: 'Old' } };
    expect(changesOf(meta)).toEqual([
      { field: 'name', before: 'Old', after: 'New' },
      { field: 'permissionsAdded', after: '["a"]' },
    ]);
  });

  it('are a pair for each field', () => {
    expect(changesOf({ name: { before: 'Old', after: 'New' }, role: 'owner' })).toEqual([
      { field: 'name', before: 'Old', after: 'New' },
      { field: 'role', after: 'owner' },
    ]);
  });

  it('are the new values, where nothing else was recorded', () => {
    expect(changesOf({ enabled: false, expires: null })).toEqual([
      { field: 'enabled', after: 'false' },
      { field: 'expires', after: 'null' },
    ]);
  });

  it('are none without meta', () => {
    expect(changesOf(undefined)).toEqual([]);
    expect(changesOf({})).toEqual([]);
  });
});
