import { describe, expect, test } from 'vitest';
import { authorizationOf, readBearer } from './bearer.js';

test.each([
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['BEARER   abc', 'abc'],
  ['Bearer a.b_c-d+e/f=', 'a.b_c-d+e/f='],
  ['Bearer a,b', 'a,b'],
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
  'Token abc',
  'Bearer abc\u007f',
  'Bearer ab\u00e9',
  'Bearer ab\u00c3\u00a9',
])('finds no key in %j', (header) => {
  expect(readBearer(header)).toBeUndefined();
});

describe('a header that a request has several times', () => {
  test.each([
    'Bearer abc, Bearer abc',
    'Bearer abc,bearer abc , BEARER  abc',
    ['Bearer abc', 'Bearer abc'],
    ['Bearer abc', 'Bearer abc, Bearer abc'],
  ])('counts once if all say the same: %j', (header) => {
    expect(readBearer(header)).toBe('abc');
  });

  test.each([
    'Bearer abc, Bearer def',
    'Basic dXNlcjpwYXNz, Bearer abc',
    'Bearer abc, Basic dXNlcjpwYXNz',
    ['Bearer abc', 'Bearer def'],
    ['Bearer abc', 'Basic dXNlcjpwYXNz'],
    ['Bearer abc', ''],
    [],
  ])('contains no key if they differ: %j', (header) => {
    expect(readBearer(header)).toBeUndefined();
  });
});

describe('the lines of a request in Node', () => {
  const raw = (...values: string[]) => [
    'Host',
    'a',
    ...values.flatMap((v) => ['Authorization', v]),
  ];

  test('are all that the client sent', () => {
    const rawHeaders = raw('Bearer abc', 'Bearer def');
    const lines = authorizationOf({ headers: { authorization: 'Bearer abc' }, rawHeaders });
    expect(readBearer(lines)).toBeUndefined();
  });

  test('are the one that a program set in place of the one that the client sent', () => {
    const headers = { authorization: 'Bearer mine' };
    expect(readBearer(authorizationOf({ headers, rawHeaders: raw('Bearer theirs') }))).toBe('mine');
    expect(readBearer(authorizationOf({ headers }))).toBe('mine');
    expect(readBearer(authorizationOf({ headers: {}, rawHeaders: raw('Bearer theirs') }))).toBe(
      undefined,
    );
  });
});
