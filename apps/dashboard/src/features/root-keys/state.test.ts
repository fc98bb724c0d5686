import { describe, expect, it } from 'vitest';
import { countCalls, stateOf } from './state.js';

const DAY_MS = 86_400_000;
const NOW_MS = 1000 * DAY_MS;
const GOOD = { enabled: true, expires: null, lastUsedAt: NOW_MS, createdAt: 0 };

describe('stateOf', () => {
  it.each([
    ['active', {}],
    ['expired', { expires: NOW_MS - 1, enabled: false }],
    ['disabled', { enabled: false }],
    ['unused', { lastUsedAt: NOW_MS - 91 * DAY_MS }],
    ['unused', { lastUsedAt: 0 }],
    ['active', { lastUsedAt: 0, createdAt: NOW_MS - DAY_MS }],
  ])('says %s of %j', (state, fields) => {
    expect(stateOf({ ...GOOD, ...fields }, NOW_MS)).toBe(state);
  });
});

it('countCalls counts what was called and what was refused', () => {
  const requests = [
    { path: '/v2/keys.getKey', status: 404 },
    { path: '/v2/apis.listApis', status: 200 },
    { path: '/v2/keys.getKey', status: 200 },
  ];
  expect(countCalls(requests)).toEqual([
    { path: '/v2/keys.getKey', count: 2, failed: 1 },
    { path: '/v2/apis.listApis', count: 1, failed: 0 },
  ]);
});
