import { describe, expect, it } from 'vitest';
import { EMPTY_FIELDS, requestFrom } from './verify-request.js';

describe('a verification from the playground', () => {
  it.each([
    ['spends nothing unless it is asked to', {}, { credits: { cost: 0 } }],
    ['spends one like a real request', { spends: true }, {}],
    ['spends what is asked for', { spends: true, cost: 5 }, { credits: { cost: 5 } }],
    ['can be free', { spends: true, cost: 0 }, { credits: { cost: 0 } }],
    [
      'uses up no limit',
      { limit: 'requests' },
      { credits: { cost: 0 }, ratelimits: [{ name: 'requests', cost: 0 }] },
    ],
    [
      'uses up a limit if it spends',
      { spends: true, limit: 'requests' },
      { ratelimits: [{ name: 'requests' }] },
    ],
    ['splits tags', { spends: true, tags: ' a, b  c' }, { tags: ['a', 'b', 'c'] }],
    ['leaves blanks out', { spends: true, permissions: ' ', ip: ' ' }, {}],
  ])('%s', (_, fields, body) => {
    expect(requestFrom({ ...EMPTY_FIELDS, key: ' prod_x ', ...fields })).toEqual({
      key: 'prod_x',
      ...body,
    });
  });
});
