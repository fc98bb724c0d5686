import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROOT = new URL('../../../../', import.meta.url);
const PAGE = readFileSync(new URL('docs/compatibility.md', ROOT), 'utf8');

/** The cells of each row of the tables whose last column names tests. */
const rows = PAGE.split(/^\|(?=.*\btest \|\n\|---)/m)
  .slice(1)
  .flatMap((table) => (table.split('\n\n')[0] ?? '').split('\n').slice(2))
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

it('every difference that docs/compatibility.md lists names a test that exists', () => {
  expect(rows.length).toBeGreaterThan(100);
  for (const cells of rows) {
    const tests = [...(cells.at(-2) ?? '').matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    expect(tests, cells.join(' | ')).not.toEqual([]);
    for (const path of tests) {
      expect(path).toMatch(/\.test\.ts$/);
      expect(existsSync(new URL(path, ROOT)), path).toBe(true);
    }
  }
});
