import { describe, expect, it } from 'vitest';
import { changesOf, differenceOf, formOf } from './changes.js';

const key = {
  keyId: 'key_1',
  start: 'prod_ab',
  enabled: true,
  createdAt: 1,
  name: 'Billing',
  meta: { plan: 'pro' },
  expires: 5,
  identity: { id: 'id_1', externalId: 'user_1' },
};
const bodyOf = (form: object) => {
  const changes = changesOf(key, { ...formOf(key), ...form });
  return changes.ok ? changes.body : changes.fault;
};

describe('a form about a key', () => {
  it.each([
    ['nothing', {}, {}],
    ['a name', { name: ' Mail ' }, { name: 'Mail' }],
    ['no name', { name: ' ' }, { name: null }],
    ['another owner', { externalId: 'user_2' }, { externalId: 'user_2' }],
    ['no owner', { externalId: '' }, { externalId: null }],
    ['no expiry', { expires: null }, { expires: null }],
    ['an expiry in 1970', { expires: 0 }, { expires: 0 }],
    ['off', { enabled: false }, { enabled: false }],
    ['the same metadata, written otherwise', { meta: '{ "plan" : "pro" }' }, {}],
    ['other metadata', { meta: '{"plan":"free"}' }, { meta: { plan: 'free' } }],
    ['no metadata', { meta: '' }, { meta: null }],
  ])('that says %s sends that alone', (_, form, fields) => {
    expect(bodyOf(form)).toEqual({ keyId: 'key_1', ...fields });
  });

  it.each(['{', '[]', '1', 'null'])('does not send %j as metadata', (meta) => {
    expect(bodyOf({ meta })).toEqual({ field: 'meta', fault: 'notAnObject' });
  });

  it('adds and removes what differs', () => {
    expect(differenceOf(['a', 'b'], ['b', 'c'])).toEqual({ added: ['c'], removed: ['a'] });
  });
});
