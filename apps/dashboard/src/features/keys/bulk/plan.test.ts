import { describe, expect, it } from 'vitest';
import type { Key } from '../../../rpc/answers.js';
import { type BulkAct, planBulk, requestFor } from './plan.js';

const NOW_MS = Date.UTC(2026, 10, 30);
const key: Key = { keyId: 'key_1', start: 'prod_ab', enabled: true, createdAt: 1 };

describe('the plan of a bulk change', () => {
  it.each<[string, Partial<Key>, BulkAct, string | undefined]>([
    ['disables an enabled key', {}, { kind: 'disable' }, undefined],
    ['leaves a disabled key out', { enabled: false }, { kind: 'disable' }, 'alreadySo'],
    ['deletes', {}, { kind: 'delete' }, undefined],
    [
      'does not enable an expired key',
      { enabled: false, expires: NOW_MS - 1 },
      { kind: 'enable' },
      'expired',
    ],
    ['sets an expiry', {}, { kind: 'expire', expires: NOW_MS }, undefined],
    [
      'leaves the same expiry',
      { expires: NOW_MS },
      { kind: 'expire', expires: NOW_MS },
      'alreadySo',
    ],
    ['leaves no expiry', {}, { kind: 'expire', expires: null }, 'alreadySo'],
    ['gives an owner', {}, { kind: 'own', externalId: 'user_1' }, undefined],
    [
      'leaves the same owner',
      { identity: { id: 'id_1', externalId: 'user_1' } },
      { kind: 'own', externalId: 'user_1' },
      'alreadySo',
    ],
  ])('%s', (_, fields, act, skip) => {
    const [item] = planBulk([{ ...key, ...fields }], act, NOW_MS);
    expect(item?.skip).toBe(skip);
  });

  it.each<[BulkAct, object]>([
    [{ kind: 'enable' }, { name: 'keys.updateKey', body: { keyId: 'key_1', enabled: true } }],
    [{ kind: 'delete' }, { name: 'keys.deleteKey', body: { keyId: 'key_1' } }],
    [
      { kind: 'expire', expires: null },
      { name: 'keys.updateKey', body: { keyId: 'key_1', expires: null } },
    ],
    [
      { kind: 'own', externalId: null },
      { name: 'keys.updateKey', body: { keyId: 'key_1', externalId: null } },
    ],
  ])('%j sends one request for each key', (act, request) => {
    expect(requestFor('key_1', act)).toEqual(request);
  });
});
