import { describe, expect, it } from 'vitest';
import { checksByGroup, checksOf } from './checks.js';

const series = (group: string | undefined, total: number) => ({
  ...(group === undefined ? {} : { group }),
  isRest: group === undefined,
  total,
  values: [total],
});

describe('checks', () => {
  it('stack what was refused upon what passed, whichever is larger', () => {
    const {
      checks,
      refused,
      series: drawn,
    } = checksOf([series('refused', 7), series('passed', 2)]);
    expect({ checks, refused }).toEqual({ checks: 9, refused: 7 });
    expect(drawn.map(({ id, values }) => [id, values])).toEqual([
      ['passed', [2]],
      ['refused', [7]],
    ]);
  });

  it('are nothing where there were none', () => {
    expect(checksOf([])).toMatchObject({ checks: 0, refused: 0 });
  });

  it('of each group are put together, though one of the two answers may lack it', () => {
    const passed = [series('a', 5), series('b', 1), series(undefined, 100)];
    const refused = [series('c', 3), series('a', 2), series(undefined, 100)];
    const found = [...checksByGroup(passed, refused)].map(([group, { checks, refused: lost }]) => [
      group,
      checks,
      lost,
    ]);
    expect(found).toEqual([
      ['a', 7, 2],
      ['b', 1, 0],
      ['c', 3, 3],
    ]);
  });
});
