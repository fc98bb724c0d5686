import { describe, expect, it } from 'vitest';
import { printJsonObject, readJsonObject } from './json-object.js';

describe('a JSON object', () => {
  it.each([
    ['', {}],
    ['  ', {}],
    ['{"a": {"b": [1]}}', { a: { b: [1] } }],
    ['[1]', undefined],
    ['null', undefined],
    ['"a"', undefined],
    ['{a: 1}', undefined],
    ['{', undefined],
  ])('is read from %j as %j', (text, value) => {
    expect(readJsonObject(text)).toEqual(value);
  });

  it('is printed so that it can be read again', () => {
    const value = { plan: 'pro', seats: 5 };
    expect(readJsonObject(printJsonObject(value))).toEqual(value);
    expect(printJsonObject({})).toBe('');
  });
});
