import { describe, expect, it } from 'vitest';
import { isFiltered, readKeyListSearch, toListRequest } from './filters.js';

const NOW_MS = Date.UTC(2026, 10, 30, 12, 0, 31);
const MINUTE_MS = Date.UTC(2026, 10, 30, 12, 0, 0);
const DAY_MS = 86_400_000;

describe('the search of the address', () => {
  it.each([
    ['nothing', {}, {}],
    ['a text', { q: '  billing ' }, { q: 'billing' }],
    ['a text of digits, which the router reads as a number', { q: 42 }, { q: '42' }],
    ['an empty text', { q: ' ' }, {}],
    ['a status', { status: 'expired' }, { status: 'expired' }],
    ['an unknown status', { status: 'gone' }, {}],
    ['days as a text', { unusedDays: '30' }, { unusedDays: 30 }],
    ['other days', { unusedDays: 31 }, {}],
    ['an expiry that has passed', { expiresDays: 0 }, { expiresDays: 0 }],
    ['an object in place of a text', { q: { $ne: '' }, owner: ['a'] }, {}],
    ['an order', { sort: 'name', order: 'desc' }, { sort: 'name', order: 'desc' }],
  ])('%s', (_, raw, search) => {
    expect(readKeyListSearch(raw)).toEqual(search);
  });

  it('cuts a text that no request may have', () => {
    expect(readKeyListSearch({ q: 'x'.repeat(1000) }).q).toHaveLength(255);
  });
});

describe('the request for it', () => {
  it('asks for the newest keys first', () => {
    expect(toListRequest('api_1', {}, NOW_MS)).toEqual({
      apiId: 'api_1',
      sort: 'createdAt',
      order: 'desc',
    });
  });

  it('counts days from a whole minute', () => {
    const search = readKeyListSearch({ unusedDays: 30, expiresDays: 7, owner: 'user_1' });
    expect(toListRequest('api_1', search, NOW_MS)).toMatchObject({
      externalId: 'user_1',
      unusedSince: MINUTE_MS - 30 * DAY_MS,
      expiresBefore: MINUTE_MS + 7 * DAY_MS,
    });
  });

  it('knows a filter from an order', () => {
    expect(isFiltered({ sort: 'name' })).toBe(false);
    expect(isFiltered({ q: 'a', sort: 'name' })).toBe(true);
  });
});
