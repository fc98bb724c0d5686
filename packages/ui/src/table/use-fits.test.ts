import { describe, expect, it } from 'vitest';
import { leastWidthOf } from './use-fits.js';

describe('the least width of a table', () => {
  it.each([
    ['100px', 24 + 100],
    ['28px minmax(160px, 2fr) 90px 44px', 24 + 28 + 160 + 90 + 44 + 3 * 12],
    ['1fr minmax(100px, max-content)', 24 + 100 + 12],
  ])('with the tracks %s is %d px, with gaps and padding', (grid, width) => {
    expect(leastWidthOf(grid)).toBe(width);
  });
});
