import { expect, test } from 'vitest';
import { readBearer } from './bearer.js';

test.each([
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['BEARER   abc', 'abc'],
  ['Bearer a.b_c-d+e/f=', 'a.b_c-d+e/f='],
])('reads the key in %j', (header, key) => {
  expect(readBearer(header)).toBe(key);
});

test.each([
  undefined,
  null,
  '',
  'Bearer',
  'Bearer ',
  'abc',
  'Basic dXNlcjpwYXNz',
  'Bearerabc',
  'Bearer abc def',
  'Bearer abc, Bearer def',
  'Token abc',
])('finds no key in %j', (header) => {
  expect(readBearer(header)).toBeUndefined();
});
