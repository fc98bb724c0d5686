import { fromBase64, toBase64 } from './base64.js';

/**
 * Turns entries into text and back. `JSON` and superjson fit this interface.
 *
 * @example
 * import superjson from 'superjson';
 * const store = new RedisStore({ client, serializer: superjson });
 */
export interface Serializer {
  stringify(value: unknown): string;
  parse(text: string): unknown;
}

const TAG = '$type';

/**
 * JSON that also keeps Date, Map, Set, URL, Uint8Array, bigint and the numbers that JSON turns into
 * null. Such a value becomes `{ "$type": …, "value": … }`. Everything else is as in JSON.stringify.
 */
export const richJson: Serializer = {
  stringify: (value) => JSON.stringify(value, tag),
  parse: (text) => JSON.parse(text, untag),
};

function tag(this: unknown, key: string, shown: unknown): unknown {
  // The value that JSON passes here may be the result of toJSON already, as with a Date.
  const value: unknown = Reflect.get(Object(this), key);
  if (typeof value === 'bigint') return tagged('bigint', String(value));
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : tagged('number', String(value));
  }
  if (value instanceof Date) return tagged('Date', value.getTime());
  if (value instanceof Map) return tagged('Map', [...value]);
  if (value instanceof Set) return tagged('Set', [...value]);
  if (value instanceof URL) return tagged('URL', value.href);
  if (value instanceof Uint8Array) return tagged('Uint8Array', toBase64(value));
  // An ordinary object that looks like a tagged value is marked with a tag of its own.
  const looksTagged = typeof shown === 'object' && shown !== null && Object.hasOwn(shown, TAG);
  return looksTagged ? tagged('Object', Object.entries(shown)) : shown;
}

function tagged(type: string, value: unknown): Record<string, unknown> {
  return { [TAG]: type, value };
}

function untag(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, TAG)) return value;
  const { [TAG]: type, value: kept } = value as Record<string, unknown>;
  const revive = typeof type === 'string' && Object.hasOwn(REVIVE, type) && REVIVE[type];
  if (!revive) throw new TypeError(`unknown ${TAG} ${String(type)}`);
  return revive(kept);
}

const pairs = (value: unknown) => (Array.isArray(value) ? value : []);

const REVIVE: Record<string, (value: unknown) => unknown> = {
  bigint: (value) => BigInt(String(value)),
  number: (value) => Number(value),
  Date: (value) => new Date(Number(value)),
  Map: (value) => new Map(pairs(value)),
  Set: (value) => new Set(pairs(value)),
  URL: (value) => new URL(String(value)),
  Uint8Array: (value) => fromBase64(String(value)),
  Object: (value) => Object.fromEntries(pairs(value)),
};
