import { describe, expect, it } from 'vitest';
import { changesOf, isChanged, settingsOf } from './form.js';

const api = {
  id: 'api_1234',
  name: 'Weather',
  keyspaceId: 'ks_1',
  defaultPrefix: 'prod',
  ipAllowList: ['192.0.2.7'],
  deleteProtection: false,
  storesRecoverableKeys: false,
  createdAt: 1,
};

describe('the settings of an API', () => {
  it.each([
    [{}, {}],
    [{ name: ' Wind ' }, { name: 'Wind' }],
    [{ defaultPrefix: '' }, { defaultPrefix: null }],
    [{ defaultByteLength: 32 }, { defaultByteLength: 32 }],
    [
      { ipAllowList: '192.0.2.7\n 2001:db8::/32, ' },
      { ipAllowList: ['192.0.2.7', '2001:db8::/32'] },
    ],
    [{ ipAllowList: ' ' }, { ipAllowList: [] }],
    [{ storesRecoverableKeys: true }, { storesRecoverableKeys: true }],
  ])('with %j send %j', (fields, body) => {
    const form = { ...settingsOf(api), ...fields };
    expect(JSON.parse(JSON.stringify(changesOf(api, form)))).toEqual({
      apiId: 'api_1234',
      ...body,
    });
    expect(isChanged(api, form)).toBe(Object.keys(body).length > 0);
  });
});
