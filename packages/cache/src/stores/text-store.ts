import { attempt } from '../attempt.js';
import { nowMs } from '../clock.js';
import type { Result } from '../result.js';
import { richJson, type Serializer } from '../serializer.js';
import { type AnyValue, type Entry, isExpired, type Store, storageKey } from '../store.js';

export interface TextStoreConfig {
  /** Default: JSON that also keeps Date, Map, Set, URL, Uint8Array, bigint, NaN and Infinity. */
  serializer?: Serializer;
}

export interface PrefixedStoreConfig extends TextStoreConfig {
  /** The beginning of every key. Default: `cache:`. Change it to abandon all old entries. */
  keyPrefix?: string;
}

/** What a database must do to be a store: store texts. It may throw. */
export interface TextDriver {
  read(id: string): Promise<string | null | undefined>;
  write(id: string, text: string, expiry: Expiry): Promise<unknown>;
  remove(ids: string[]): Promise<unknown>;
}

export interface Expiry {
  freshUntil: number;
  staleUntil: number;
  /**
   * The time until `staleUntil`, a whole number and at least one: expired entries are never
   * written.
   */
  remainingMs: number;
}

/** The common part of all stores that store text. */
export abstract class TextStore<TNamespace extends string, TValue = AnyValue>
  implements Store<TNamespace, TValue>
{
  abstract readonly name: string;
  readonly #driver: TextDriver;
  readonly #keyPrefix: string;
  readonly #serializer: Serializer;

  constructor(driver: TextDriver, config: TextStoreConfig, keyPrefix: string) {
    this.#driver = driver;
    this.#keyPrefix = keyPrefix;
    this.#serializer = config.serializer ?? richJson;
  }

  get(namespace: TNamespace, key: string): Promise<Result<Entry<TValue> | undefined>> {
    return attempt(this.name, key, async () => {
      const text = await this.#driver.read(this.#idOf(namespace, key));
      if (text === null || text === undefined) return { val: undefined };
      const entry = this.#serializer.parse(text);
      if (!isEntry<TValue>(entry)) throw new TypeError('what is stored is not an entry of a cache');
      return { val: isExpired(entry) ? undefined : entry };
    });
  }

  set(namespace: TNamespace, key: string, entry: Entry<TValue>): Promise<Result<void>> {
    return attempt(this.name, key, async () => {
      const { value, freshUntil, staleUntil } = entry;
      const id = this.#idOf(namespace, key);
      const remainingMs = Math.ceil(staleUntil - nowMs());
      if (remainingMs > 0) {
        const text = this.#serializer.stringify({ value, freshUntil, staleUntil });
        await this.#driver.write(id, text, { freshUntil, staleUntil, remainingMs });
      } else await this.#driver.remove([id]);
      return { val: undefined };
    });
  }

  remove(namespace: TNamespace, keys: string | string[]): Promise<Result<void>> {
    return attempt(this.name, keys, async () => {
      const ids = [keys].flat().map((key) => this.#idOf(namespace, key));
      if (ids.length > 0) await this.#driver.remove(ids);
      return { val: undefined };
    });
  }

  #idOf(namespace: string, key: string): string {
    return this.#keyPrefix + storageKey(namespace, key);
  }
}

/**
 * The program guarantees the type of the value, because nothing else writes under these keys. The
 * lifetime is checked.
 */
function isEntry<TValue>(value: unknown): value is Entry<TValue> {
  if (typeof value !== 'object' || value === null) return false;
  const { freshUntil, staleUntil } = value as Partial<Entry<TValue>>;
  return typeof freshUntil === 'number' && typeof staleUntil === 'number';
}
