/**
 * Entries are slots of a Map, the least recently used first: a hit moves its slot to the end. The
 * Map is the only state. So several stores over one Map share their entries. Platforms need that
 * where each request makes its own store.
 *
 * - Never more than `maxItems` slots, nor more than `maxSize` in sum. The least recently used entry
 *   is evicted first. An entry larger than `maxSize` is not stored, and the previous entry of its
 *   key is dropped.
 * - To find the first slot, a Map steps over all slots that were deleted before it. So many are
 *   looked up at once. Only their ids are kept: no value outlives its slot.
 * - An expired entry is never returned. It is dropped when it is read or evicted.
 * - Values are stored by reference: a caller that changes one changes it for all callers.
 */
import { attempt } from '../attempt.js';
import type { Result } from '../result.js';
import { type AnyValue, type Entry, isExpired, type Store, storageKey } from '../store.js';

const MAX_ITEMS = 10_000;

/** The share of all entries that one look-up of the oldest finds. */
const LOOKED_UP_SHARE = 1 / 16;

/** The bookkeeping of a Map. It is kept per Map, because several stores may share one. */
interface Books {
  /** The sum of sizes. */
  total: number;
  /** How many times an entry was written or read. */
  uses: number;
  /**
   * The next entries to evict, the least recently used last. One that was used since then stays.
   */
  leaving: [id: string, usedAt: number | undefined][];
}

const allBooks = new WeakMap<object, Books>();

export interface MemoryStoreConfig<TSlot> {
  /** The Map of the entries. Default: a new one. */
  persistentMap?: Map<string, TSlot>;
  /** The largest number of entries. Default: 10 000; `Infinity` removes the bound. */
  maxItems?: number;
  /** The largest sum of sizes, in the unit of `sizeOf`. Default: no bound. */
  maxSize?: number;
  /** The size of an entry. Needed with `maxSize`, for example `(value) => value.html.length`. */
  sizeOf?: (value: AnyValue, key: string) => number;
  /** As in `@unkey/cache`. Only its `maxItems` counts: the bound applies on every set. */
  unstableEvictOnSet?: { frequency: number; maxItems: number };
}

export interface MemorySlot<TValue> {
  expires: number;
  entry: Entry<TValue>;
  size?: number;
  /** The number of the last use of this slot, among all uses of its Map. */
  usedAt?: number;
}

/**
 * Stores entries in the memory of this process, the most recently used ones.
 *
 * @example
 * const memory = new MemoryStore({ maxItems: 1_000 });
 */
export class MemoryStore<TNamespace extends string, TValue = AnyValue>
  implements Store<TNamespace, TValue>
{
  readonly name = 'memory';
  readonly #slots: Map<string, MemorySlot<TValue>>;
  readonly #books: Books;
  readonly #maxItems: number;
  readonly #maxSize: number;
  readonly #sizeOf: ((value: AnyValue, key: string) => number) | undefined;

  constructor(config: MemoryStoreConfig<MemorySlot<TValue>> = {}) {
    const { persistentMap = new Map(), unstableEvictOnSet, maxSize, sizeOf } = config;
    const { maxItems = unstableEvictOnSet?.maxItems ?? MAX_ITEMS } = config;
    if (!(maxItems >= 0)) throw new RangeError(`maxItems must be a number, not ${maxItems}`);
    if (maxSize !== undefined && !(maxSize >= 0)) {
      throw new RangeError(`maxSize must be a number, not ${maxSize}`);
    }
    if ((maxSize === undefined) !== (sizeOf === undefined)) {
      throw new TypeError('maxSize and sizeOf need each other');
    }
    this.#slots = persistentMap;
    this.#books = booksOf(persistentMap);
    this.#maxItems = maxItems;
    this.#maxSize = maxSize ?? Number.POSITIVE_INFINITY;
    this.#sizeOf = sizeOf;
  }

  async get(namespace: TNamespace, key: string): Promise<Result<Entry<TValue> | undefined>> {
    const id = storageKey(namespace, key);
    const slot = this.#slots.get(id);
    if (!slot) return { val: undefined };
    if (isExpired(slot.entry)) {
      this.#drop(id, slot);
      return { val: undefined };
    }
    this.#slots.delete(id);
    this.#append(id, slot);
    return { val: slot.entry };
  }

  set(namespace: TNamespace, key: string, entry: Entry<TValue>): Promise<Result<void>> {
    return attempt(this.name, key, async () => {
      const id = storageKey(namespace, key);
      this.#drop(id, this.#slots.get(id));
      const size = this.#sizeOf?.(entry.value, key) ?? 0;
      if (!(size >= 0)) throw new RangeError(`sizeOf must return a number, not ${size}`);
      if (size > this.#maxSize) return { val: undefined };
      this.#total += size;
      this.#append(id, { expires: entry.staleUntil, entry, size });
      while (this.#slots.size > this.#maxItems || this.#total > this.#maxSize) this.#evict();
      return { val: undefined };
    });
  }

  async remove(namespace: TNamespace, keys: string | string[]): Promise<Result<void>> {
    for (const key of [keys].flat()) {
      const id = storageKey(namespace, key);
      this.#drop(id, this.#slots.get(id));
    }
    return { val: undefined };
  }

  #append(id: string, slot: MemorySlot<TValue>): void {
    this.#books.uses += 1;
    slot.usedAt = this.#books.uses;
    this.#slots.set(id, slot);
  }

  /** Evicts the least recently used slot, or finds that the next candidate was used again. */
  #evict(): void {
    const { leaving } = this.#books;
    if (leaving.length === 0) this.#lookUp(leaving);
    const [id = '', usedAt] = leaving.pop() ?? [];
    const slot = this.#slots.get(id);
    if (slot?.usedAt === usedAt) this.#drop(id, slot);
  }

  #lookUp(leaving: Books['leaving']): void {
    const count = this.#slots.size * LOOKED_UP_SHARE;
    for (const [id, { usedAt }] of this.#slots) if (leaving.push([id, usedAt]) >= count) break;
    leaving.reverse();
  }

  #drop(id: string, slot: MemorySlot<TValue> | undefined): void {
    if (!slot) return;
    this.#total -= slot.size ?? 0;
    this.#slots.delete(id);
  }

  get #total(): number {
    // The owner of the Map may have emptied it. So the sum is changed before the Map.
    return this.#slots.size === 0 ? 0 : this.#books.total;
  }

  set #total(total: number) {
    this.#books.total = total;
  }
}

function booksOf(map: object): Books {
  const books = allBooks.get(map) ?? { total: 0, uses: 0, leaving: [] };
  allBooks.set(map, books);
  return books;
}
