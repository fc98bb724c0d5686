import { describe, expect, it } from 'vitest';
import { UNLIMITED } from '../fields/credit-form.js';
import { type CreateForm, createRequestOf, EMPTY_FORM, isComplete } from './form.js';

const API = { id: 'api_1' };
const limit = { row: 1, name: 'requests', limit: 10, duration: '60 s', autoApply: true };

describe('the form for a new key', () => {
  it.each<[string, Partial<CreateForm>, object]>([
    ['nothing', {}, {}],
    ['blanks', { name: ' ', prefix: ' ', meta: '\n' }, {}],
    ['a name', { name: ' Billing ' }, { name: 'Billing' }],
    ['an expiry in 1970, so that the service refuses it', { expires: 0 }, { expires: 0 }],
    ['off', { enabled: false }, { enabled: false }],
    [
      'no credits at all',
      { credits: { ...UNLIMITED, isLimited: true, remaining: 0 } },
      { credits: { remaining: 0 } },
    ],
    [
      'a limit',
      { limits: [limit] },
      { ratelimits: [{ name: 'requests', limit: 10, duration: 60_000, autoApply: true }] },
    ],
    ['permissions', { permissions: ['docs.read'] }, { permissions: ['docs.read'] }],
    ['metadata', { meta: '{"plan":"pro"}' }, { meta: { plan: 'pro' } }],
  ])('with %s sends that alone', (_, fields, body) => {
    expect(createRequestOf(API, { ...EMPTY_FORM, ...fields })).toEqual({ apiId: 'api_1', ...body });
  });

  it('waits for what is half written', () => {
    expect(isComplete(EMPTY_FORM)).toBe(true);
    expect(isComplete({ ...EMPTY_FORM, meta: '{' })).toBe(false);
    expect(isComplete({ ...EMPTY_FORM, limits: [{ ...limit, name: '' }] })).toBe(false);
    const credits = { ...UNLIMITED, isLimited: true, remaining: undefined };
    expect(isComplete({ ...EMPTY_FORM, credits })).toBe(false);
  });
});
