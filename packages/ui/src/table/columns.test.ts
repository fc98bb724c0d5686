import { describe, expect, it } from 'vitest';
import { gridOf, nextSort } from './columns.js';

describe('the order of a table', () => {
  it('begins with the newest and the largest, and turns with the next press', () => {
    const first = nextSort('createdAt', undefined);
    expect(first).toEqual({ column: 'createdAt', direction: 'desc' });
    expect(nextSort('createdAt', first)).toEqual({ column: 'createdAt', direction: 'asc' });
    expect(nextSort('name', first)).toEqual({ column: 'name', direction: 'desc' });
  });
});

describe('the tracks of a row', () => {
  const columns = [
    { id: 'name', header: 'Name', cell: () => '', width: '2fr' },
    { id: 'id', header: 'Id', cell: () => '' },
  ];

  it('have room for the box and the menu where there are some', () => {
    expect(gridOf(columns, { hasSelection: false, actionsWidth: undefined })).toBe(
      '2fr minmax(100px, 1fr)',
    );
    expect(gridOf(columns, { hasSelection: true, actionsWidth: '44px' })).toBe(
      '28px 2fr minmax(100px, 1fr) 44px',
    );
  });
});
