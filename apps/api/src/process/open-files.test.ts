import { expect, it } from 'vitest';
import { openFilesMax, readOpenFilesMax } from './open-files.js';

const limits = (soft: string) =>
  [
    'Limit                     Soft Limit           Hard Limit           Units     ',
    'Max processes             96440                96440                processes ',
    `Max open files            ${soft.padEnd(20)} 1048576              files     `,
  ].join('\n');

it.each([
  ['1024', 1024],
  ['unlimited', Number.POSITIVE_INFINITY],
])('reads the soft limit: %s', (soft, expected) => {
  expect(readOpenFilesMax(limits(soft))).toBe(expected);
});

it('takes a text without the limit for no limit', () => {
  expect(readOpenFilesMax('')).toBe(Number.POSITIVE_INFINITY);
});

it('finds a limit for this process', () => {
  expect(openFilesMax()).toBeGreaterThan(0);
});
