import { LRUCache } from 'lru-cache';
import { ChangeLog } from '../changes/change-log.js';

/**
 * A cache of immutable snapshots, each loaded by its key.
 *
 * States of a key: absent → loading (all requests for the key share one fill) → present, with a
 * snapshot or as known to be missing → dropped.
 *
 * Invariants:
 * - A request that starts after a change was applied here never sees the state before the change.
 *   Dropping a key detaches its fill: later requests start a new one, and the result of the old one
 *   is not stored. After a change that names a group, later requests join no older fill, because
 *   the groups of its result are not known yet. When the result arrives, it is stored if no new
 *   fill has taken its place and none of its groups was touched.
 * - A failed load is an error for the requests that wait for it, and leaves nothing behind. It is
 *   never remembered as a missing key.
 * - Each request judges expiry for itself. The cache does not.
 *
 * Who may change what: fills store entries; `drop`, `dropGroup` and `dropAll` remove them. No other
 * code writes.
 *
 * Full: the least recently used entry is evicted. An entry larger than the whole cache is returned
 * but not stored. Missing keys have a bound of their own, so a flood of guesses cannot evict keys
 * in use.
 *
 * Source slow: all requests for a key wait for one fill. Keys that are asked for while LOADS_MAX
 * loads are under way are then loaded together. So a flood of different keys shares statements and
 * leaves connections for others. If one of these loads fails, all keys that wait for a load fail
 * with it. Otherwise requests would wait for a silent source several times over.
 *
 * Source down: entries in memory still answer until `isCurrent` is false.
 */
interface SnapshotCacheOptions<T> {
  /** Loads all keys in one call. Keys that do not exist are missing in the result. */
  readonly load: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>;
  /** The groups that a change may address the snapshot by, such as its API or its identity. */
  readonly groupsOf: (snapshot: T) => readonly string[];
  /** False while changes made elsewhere may have been missed. Then no entry in memory is used. */
  readonly isCurrent: () => boolean;
  readonly presentMax: number;
  readonly missingMax: number;
  /** How many snapshots one load may bring. For caches of large snapshots. */
  readonly loadBatchMax?: number;
  /** For sizes that differ much: the size of a snapshot, and the limit for all together. */
  readonly size?: { readonly of: (snapshot: T) => number; readonly max: number };
}

interface Entry<T> {
  readonly snapshot: T;
  /** Position in the change log up to which this entry is known to be right. */
  checkedAt: number;
}

interface Fill<T> {
  readonly startedAt: number;
  /** How many fills were requested before this one. */
  readonly turn: number;
  readonly promise: Promise<T | null>;
  detached: boolean;
}

interface Waiting<T> {
  readonly key: string;
  readonly resolve: (snapshot: T | null) => void;
  readonly reject: (reason: unknown) => void;
}

const LOAD_BATCH_MAX = 500;
/** How many loads may be under way at a time. */
const LOADS_MAX = 4;

export interface CacheStats {
  /** Requests that were answered from memory, those for missing keys included. */
  hits: number;
  misses: number;
  /** Loads that were begun; several misses may share one. */
  fills: number;
  /** Entries that were evicted to make room for others. */
  evictions: number;
  readonly size: number;
}

export class SnapshotCache<T extends object> {
  readonly stats: CacheStats;
  readonly #options: SnapshotCacheOptions<T>;
  readonly #present: LRUCache<string, Entry<T>>;
  readonly #missing: LRUCache<string, true>;
  readonly #fills = new Map<string, Fill<T>>();
  readonly #changes = new ChangeLog();
  readonly #waiting: Waiting<T>[] = [];
  #loadsUnderWay = 0;
  /** How many fills have been sent. They are always the oldest ones. */
  #sent = 0;

  constructor(options: SnapshotCacheOptions<T>) {
    this.#options = options;
    const dispose = (_value: unknown, _hash: string, reason: string) => {
      if (reason === 'evict') this.stats.evictions += 1;
    };
    this.#present = new LRUCache<string, Entry<T>>({
      max: options.presentMax,
      dispose,
      ...boundSize(options.size),
    });
    this.#missing = new LRUCache<string, true>({ max: options.missingMax, dispose });
    this.stats = startStats(() => this.#present.size + this.#missing.size);
  }

  /**
   * The snapshot, or `null` if there is none. Answers without a promise when it is in memory, so
   * that a warm request never yields to the event loop.
   */
  get(key: string): T | null | Promise<T | null> {
    const known = this.#options.isCurrent() ? this.#recall(key) : undefined;
    if (known === undefined) {
      this.stats.misses += 1;
      return this.#load(key);
    }
    this.stats.hits += 1;
    return known;
  }

  /**
   * Loads the current state, for a caller that has reason to doubt the cached one. All such calls
   * in one iteration of the event loop share a load, because none has been sent by then.
   */
  getAnew(key: string): Promise<T | null> {
    const running = this.#fills.get(key);
    if (running === undefined || running.turn < this.#sent) this.drop(key);
    this.stats.misses += 1;
    return this.#load(key);
  }

  #recall(key: string): T | null | undefined {
    const entry = this.#present.get(key);
    if (entry === undefined) return this.#missing.has(key) ? null : undefined;
    if (this.#isFresh(entry)) return entry.snapshot;
    this.#present.delete(key);
    return undefined;
  }

  drop(key: string): void {
    this.#present.delete(key);
    this.#missing.delete(key);
    this.#detach(key);
  }

  dropGroup(group: string): void {
    this.#changes.record(group);
  }

  dropAll(): void {
    this.#changes.reset();
    this.#present.clear();
    this.#missing.clear();
  }

  #isFresh(entry: Entry<T>): boolean {
    if (entry.checkedAt === this.#changes.position) return true;
    if (this.#changes.touchedSince(entry.checkedAt, this.#options.groupsOf(entry.snapshot))) {
      return false;
    }
    entry.checkedAt = this.#changes.position;
    return true;
  }

  #load(key: string): Promise<T | null> {
    const running = this.#fills.get(key);
    if (running?.startedAt === this.#changes.position) return running.promise;
    this.#detach(key);
    this.stats.fills += 1;
    if (this.#waiting.length === 0) setImmediate(() => this.#loadWaiting());
    const turn = this.#sent + this.#waiting.length;
    const loaded = new Promise<T | null>((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
    });
    const promise = loaded.then(
      (snapshot) => {
        this.#finish(key, fill);
        this.#store(key, fill, snapshot);
        return snapshot;
      },
      (reason) => {
        this.#finish(key, fill);
        throw reason;
      },
    );
    const startedAt = this.#changes.position;
    const fill: Fill<T> = { startedAt, turn, promise, detached: false };
    this.#fills.set(key, fill);
    return promise;
  }

  /** All keys requested in one iteration of the event loop go into one statement. */
  #loadWaiting(): void {
    while (this.#waiting.length > 0 && this.#loadsUnderWay < LOADS_MAX) {
      void this.#loadBatch(this.#takeWaiting(this.#options.loadBatchMax ?? LOAD_BATCH_MAX));
    }
  }

  #takeWaiting(countMax: number): readonly Waiting<T>[] {
    const taken = this.#waiting.splice(0, countMax);
    this.#sent += taken.length;
    return taken;
  }

  async #loadBatch(batch: readonly Waiting<T>[]): Promise<void> {
    this.#loadsUnderWay += 1;
    try {
      const found = await this.#options.load(batch.map((item) => item.key));
      for (const item of batch) item.resolve(found.get(item.key) ?? null);
    } catch (reason) {
      const failed = [...batch, ...this.#takeWaiting(this.#waiting.length)];
      for (const item of failed) item.reject(reason);
    } finally {
      this.#loadsUnderWay -= 1;
      this.#loadWaiting();
    }
  }

  #store(key: string, fill: Fill<T>, snapshot: T | null): void {
    if (fill.detached) return;
    if (snapshot === null) {
      if (fill.startedAt === this.#changes.position) this.#missing.set(key, true);
      return;
    }
    const entry: Entry<T> = { snapshot, checkedAt: fill.startedAt };
    if (this.#isFresh(entry)) this.#present.set(key, entry);
  }

  #finish(key: string, fill: Fill<T>): void {
    if (!fill.detached) this.#fills.delete(key);
  }

  #detach(key: string): void {
    const fill = this.#fills.get(key);
    if (fill === undefined) return;
    fill.detached = true;
    this.#fills.delete(key);
  }
}

function startStats(sizeOf: () => number): CacheStats {
  return {
    hits: 0,
    misses: 0,
    fills: 0,
    evictions: 0,
    get size() {
      return sizeOf();
    },
  };
}

function boundSize<T>(size: SnapshotCacheOptions<T>['size']) {
  if (size === undefined) return {};
  return { maxSize: size.max, sizeCalculation: ({ snapshot }: Entry<T>) => size.of(snapshot) };
}
