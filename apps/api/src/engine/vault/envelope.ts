import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { open, openText, seal, sealText } from '../../lib/crypto/sealed.js';
import type { MasterKeys } from './master-keys.js';

/*
 * Two levels of AES-256-GCM. A master key, which only the configuration has, wraps the data keys of
 * the workspaces. A data key seals the keys of its workspace. Each is bound to its row: moved to
 * another workspace or key, it does not open. Ids have no slash, so no two places look alike.
 */

const DATA_KEY_BYTES = 32;

export interface DataKeyPlace {
  readonly workspaceId: string;
  readonly dataKeyId: string;
}

export interface WrappedDataKey {
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

export interface KeyPlace {
  readonly workspaceId: string;
  readonly keyId: string;
}

/** A new data key under the first master key. */
export function makeDataKey({ first }: MasterKeys, place: DataKeyPlace): WrappedDataKey {
  const wrapped = seal(first.key, randomBytes(DATA_KEY_BYTES), boundToDataKey(place));
  return { masterKeyId: first.id, wrapped };
}

/** Throws if the master key is not configured, or is not the one that wrapped this data key. */
export function unwrapDataKey(
  masterKeys: MasterKeys,
  dataKey: DataKeyPlace & WrappedDataKey,
): KeyObject {
  return createSecretKey(openDataKey(masterKeys, dataKey));
}

/**
 * Wraps the same data key with the first master key. What the data key has sealed stays as it is.
 */
export function rewrapDataKey(
  masterKeys: MasterKeys,
  dataKey: DataKeyPlace & WrappedDataKey,
): WrappedDataKey {
  const { first } = masterKeys;
  const wrapped = seal(first.key, openDataKey(masterKeys, dataKey), boundToDataKey(dataKey));
  return { masterKeyId: first.id, wrapped };
}

export function sealKey(dataKey: KeyObject, place: KeyPlace, key: string): Buffer {
  return sealText(dataKey, key, boundToKey(place));
}

/** Throws unless this data key sealed the text for this key. */
export function openKey(dataKey: KeyObject, place: KeyPlace, ciphertext: Buffer): string {
  return openText(dataKey, ciphertext, boundToKey(place));
}

function openDataKey({ byId }: MasterKeys, dataKey: DataKeyPlace & WrappedDataKey): Buffer {
  const masterKey = byId.get(dataKey.masterKeyId);
  if (masterKey === undefined) {
    throw new Error(`MASTER_KEYS does not have the master key "${dataKey.masterKeyId}"`);
  }
  return open(masterKey.key, dataKey.wrapped, boundToDataKey(dataKey));
}

function boundToDataKey({ workspaceId, dataKeyId }: DataKeyPlace): string {
  return `unlatch/data-key/${workspaceId}/${dataKeyId}`;
}

function boundToKey({ workspaceId, keyId }: KeyPlace): string {
  return `unlatch/key/${workspaceId}/${keyId}`;
}
