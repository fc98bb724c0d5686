import { nowMs } from './clock.js';
import type { Result } from './result.js';

/** An entry of a store. Both times are milliseconds since 1970. */
export interface Entry<TValue> {
  value: TValue;
  /** After this time the value is stale: it may be used while a new one is loaded. */
  freshUntil: number;
  /** After this time the value must not be used, and the store may drop it. */
  staleUntil: number;
}

/**
 * Stores entries. Write your own for a database that is not among `@unlatch/cache/stores`. A store
 * returns a failure as `err`. A store that throws has failed too.
 *
 * @example
 * class NoStore<TNamespace extends string, TValue> implements Store<TNamespace, TValue> {
 *   readonly name = 'none';
 *   async get() { return { val: undefined }; }
 *   async set() { return { val: undefined }; }
 *   async remove() { return { val: undefined }; }
 * }
 */
export interface Store<TNamespace extends string, TValue> {
  /** The name of the store in errors and metrics. */
  name: string;
  /** The entry, or undefined if there is none. An expired entry counts as none. */
  get(namespace: TNamespace, key: string): Promise<Result<Entry<TValue> | undefined>>;
  set(namespace: TNamespace, key: string, entry: Entry<TValue>): Promise<Result<void>>;
  remove(namespace: TNamespace, key: string | string[]): Promise<Result<void>>;
}

/**
 * The value type of a store that namespaces of different types share. It must accept all of them in
 * both directions, which no other type does.
 */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyValue = any;

export function isExpired(entry: { staleUntil: number }): boolean {
  return entry.staleUntil <= nowMs();
}

/**
 * One string for both names. The first `::` ends the namespace, because a namespace cannot contain
 * a colon.
 */
export function storageKey(namespace: string, key: string): string {
  return `${encodeURIComponent(namespace)}::${key}`;
}
