import { describe, expect, it } from 'vitest';
import { masterKeysOf, newMasterKey } from '../../../test/master-key.js';
import { makeDataKey, openKey, rewrapDataKey, sealKey, unwrapDataKey } from './envelope.js';

const OLD = newMasterKey('old');
const NEW = newMasterKey('new');

const place = { workspaceId: 'ws_1', dataKeyId: 'old' };
const dataKey = { ...place, ...makeDataKey(masterKeysOf(OLD), place) };

describe('a data key', () => {
  it('opens what it sealed before it was wrapped with another master key', () => {
    const keyPlace = { workspaceId: 'ws_1', keyId: 'key_1' };
    const sealed = sealKey(unwrapDataKey(masterKeysOf(OLD), dataKey), keyPlace, 'prod_secret');
    const rewrapped = { ...place, ...rewrapDataKey(masterKeysOf(NEW, OLD), dataKey) };
    expect(rewrapped.masterKeyId).toBe('new');
    expect(openKey(unwrapDataKey(masterKeysOf(NEW), rewrapped), keyPlace, sealed)).toBe(
      'prod_secret',
    );
    expect(() => unwrapDataKey(masterKeysOf(OLD), rewrapped)).toThrow('"new"');
  });

  it.each([
    ['with another master key', masterKeysOf(NEW.replace('new', 'old')), dataKey],
    ['in another workspace', masterKeysOf(OLD), { ...dataKey, workspaceId: 'ws_2' }],
    ['under another id', masterKeysOf(OLD), { ...dataKey, dataKeyId: 'new' }],
    ['cut short', masterKeysOf(OLD), { ...dataKey, wrapped: dataKey.wrapped.subarray(0, 20) }],
  ])('does not open %s', (_, masterKeys, moved) => {
    expect(() => unwrapDataKey(masterKeys, moved)).toThrow();
  });
});

describe('an encrypted key', () => {
  it.each([
    ['as another key', { workspaceId: 'ws_1', keyId: 'key_2' }],
    ['in another workspace', { workspaceId: 'ws_2', keyId: 'key_1' }],
  ])('does not open %s', (_, elsewhere) => {
    const opened = unwrapDataKey(masterKeysOf(OLD), dataKey);
    const sealed = sealKey(opened, { workspaceId: 'ws_1', keyId: 'key_1' }, 'prod_secret');
    expect(() => openKey(opened, elsewhere, sealed)).toThrow();
  });
});
