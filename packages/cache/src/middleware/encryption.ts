import { attempt } from '../attempt.js';
import { fromBase64, toBase64 } from '../base64.js';
import { richJson, type Serializer } from '../serializer.js';
import type { AnyValue, Entry, Store } from '../store.js';
import type { StoreMiddleware } from './store-middleware.js';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const KEY_ID_CHARACTERS = 8;

interface EncryptionKey {
  id: string;
  key: CryptoKey;
}

/**
 * Encrypts values, not keys, with AES-256-GCM. It takes one or several keys of 32 bytes in base64;
 * `openssl rand -base64 32` makes one. The first key encrypts, all decrypt. So a new key in front
 * of the old one rotates keys without emptying the cache. It rejects if a key is not valid.
 *
 * A value is bound to its namespace, key and lifetime. If it is moved to another key in the store,
 * reading it is an error. A value under an encryption key that is no longer given is a miss.
 *
 * @example
 * const encryption = await withEncryption(process.env.CACHE_KEY);
 * const store = encryption.wrap(new RedisStore({ client }));
 */
export async function withEncryption<TNamespace extends string, TValue = AnyValue>(
  base64Keys: string | string[],
  options: {
    /** Turns values into text. Default: JSON that also keeps Date, Map, Set and similar types. */
    serializer?: Serializer;
  } = {},
): Promise<StoreMiddleware<TNamespace, TValue>> {
  const keys = await Promise.all([base64Keys].flat().map(importKey));
  const [first] = keys;
  if (!first) throw new TypeError('withEncryption needs a key');
  const { serializer = richJson } = options;
  return { wrap: (store) => encrypted(store, first, keys, serializer) };
}

function encrypted<TNamespace extends string, TValue>(
  store: Store<TNamespace, TValue>,
  first: EncryptionKey,
  keys: EncryptionKey[],
  serializer: Serializer,
): Store<TNamespace, TValue> {
  // The stores below keep values of any type. This code writes texts, and only this code reads
  // them.
  const texts: Store<TNamespace, AnyValue> = store;
  return {
    name: store.name,
    get: (namespace, key) =>
      attempt(store.name, key, async () => {
        const read = await texts.get(namespace, key);
        if (!read.val) return read;
        const text = await decrypt(keys, read.val, [namespace, key]);
        if (text === undefined) return { val: undefined };
        // A new entry: a memory store may still hold the entry that was read.
        const [value] = serializer.parse(text) as [TValue];
        return { val: { ...read.val, value } };
      }),
    set: (namespace, key, entry) =>
      attempt(store.name, key, async () => {
        const text = serializer.stringify([entry.value]);
        const value = await encrypt(first, text, entry, [namespace, key]);
        return texts.set(namespace, key, { ...entry, value });
      }),
    remove: (namespace, key) => attempt(store.name, key, () => store.remove(namespace, key)),
  };
}

async function encrypt(
  { id, key }: EncryptionKey,
  text: string,
  entry: Entry<unknown>,
  place: [namespace: string, key: string],
): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const algorithm = { name: 'AES-GCM', iv, additionalData: bound(entry, place) };
  const sealed = await crypto.subtle.encrypt(algorithm, key, new TextEncoder().encode(text));
  return [id, toBase64(iv), toBase64(new Uint8Array(sealed))].join('.');
}

/** The text; undefined if it was encrypted with a key that is not among these. */
async function decrypt(
  keys: EncryptionKey[],
  entry: Entry<unknown>,
  place: [namespace: string, key: string],
): Promise<string | undefined> {
  const [id, iv, sealed] = String(entry.value).split('.');
  if (!iv || !sealed) throw new TypeError('what is stored is not encrypted');
  const found = keys.find((key) => key.id === id);
  if (!found) return undefined;
  const algorithm = { name: 'AES-GCM', iv: fromBase64(iv), additionalData: bound(entry, place) };
  const text = await crypto.subtle.decrypt(algorithm, found.key, fromBase64(sealed)).catch(() => {
    // WebCrypto's own error says little, and in many runtimes nothing.
    throw new Error('what is stored was changed or moved: it does not decrypt');
  });
  return new TextDecoder().decode(text);
}

/** The data to which a value is bound, and which is not part of it. */
function bound(entry: Entry<unknown>, place: [string, string]): Uint8Array<ArrayBuffer> {
  const { freshUntil, staleUntil } = entry;
  return new TextEncoder().encode(JSON.stringify([...place, freshUntil, staleUntil]));
}

async function importKey(base64Key: string): Promise<EncryptionKey> {
  const bytes = decodeKey(base64Key);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { id: toBase64(digest).slice(0, KEY_ID_CHARACTERS), key };
}

function decodeKey(base64Key: string): Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  try {
    bytes = fromBase64(base64Key);
  } catch {
    // The message does not repeat the text: it is likely to be logged, and may be almost the key.
  }
  if (bytes?.length !== KEY_BYTES) {
    throw new TypeError(`an encryption key has to be ${KEY_BYTES} bytes in base64`);
  }
  return bytes;
}
