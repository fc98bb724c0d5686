import { describe, expect, it } from 'vitest';
import {
  choice,
  flag,
  listOf,
  parseSearch,
  readSearch,
  stringifySearch,
  text,
  whole,
} from './search-params.js';

const read = readSearch({
  q: text(10),
  status: choice(['active', 'disabled']),
  page: whole(1, 100),
  live: flag(),
  tag: listOf(text(5)),
});

describe('the state of a page in its address', () => {
  it.each([
    ['?q=ab&status=disabled&page=3&live=true&tag=a&tag=b'],
    ['?q=123'],
    ['?q=a%26b%3Dc+d'],
    [''],
  ])('is the same after it was read and written: %s', (address) => {
    expect(stringifySearch(read(parseSearch(address)))).toBe(address);
  });

  it('is plain text, also where it looks like a number or like JSON', () => {
    expect(read(parseSearch('?q=007'))).toEqual({ q: '007' });
    expect(read(parseSearch('?q={"a":1}'))).toEqual({ q: '{"a":1}' });
  });

  it.each([
    ['?status=gone'],
    ['?page=0'],
    ['?page=101'],
    ['?page=1e2'],
    ['?page=1&page=2'],
    ['?live=yes'],
    ['?q='],
    ['?unknown=1'],
    ['?__proto__=1&constructor=2'],
  ])('leaves out what no reader knows: %s', (address) => {
    expect(read(parseSearch(address))).toEqual({});
  });

  it('bounds texts and lists', () => {
    expect(read(parseSearch(`?q=${'a'.repeat(50)}`))).toEqual({ q: 'a'.repeat(10) });
    const many = Array.from({ length: 90 }, (_, index) => `tag=${index}`).join('&');
    expect(read(parseSearch(many)).tag).toHaveLength(50);
  });

  it('takes one value for a list of one', () => {
    expect(read(parseSearch('?tag=a'))).toEqual({ tag: ['a'] });
  });
});
