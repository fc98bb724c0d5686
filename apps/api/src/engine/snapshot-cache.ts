import { LRUCache } from 'lru-cache';
import { ChangeLog } from './change-log.js';

/**
 * A cache of immutable snapshots, each loaded by its hash.
 *
 * States of a hash: absent → loading (one fill, shared by everybody who asks) → present, either
 * with a snapshot or as known to be missing → dropped.
 *
 * Invariants:
 * - A request that starts after a change was applied here never sees what was before the change.
 *   Dropping a hash detaches its fill, so later requests start a new one and the old one is not
 *   kept. A change that names a group detaches every fill, because nobody knows yet whom it
 *   concerns; when a fill arrives its groups are known, and it is kept if none was touched.
 * - A failed load is an error for those who wait, and leaves nothing behind. It is never
 *   remembered as a missing key.
 * - Time is judged per request: expiry is not the cache's job.
 *
 * Who may change what: fills store; `drop`, `dropGroup` and `dropAll` remove; nobody else writes.
 * Full: the least recently used entry goes; one that alone is larger than all may be together is
 * answered and not kept. Missing keys are bounded apart from present ones, so a
 * flood of guesses cannot push out the keys in use. Source slow: everybody waits on one fill, and
 * what is asked for while LOADS_MAX loads are under way goes together, so that a flood of different
 * hashes shares statements and leaves connections to others. If one of these fails, so does what
 * waits for a turn: otherwise a silent source would be waited for several times over. Source down:
 * entries in memory still answer until `isCurrent` says no.
 */
interface SnapshotCacheOptions<T> {
  /** Loads all hashes in one go; hashes that exist nowhere are missing in the answer. */
  readonly load: (hashes: readonly string[]) => Promise<ReadonlyMap<string, T>>;
  /** The groups that a change may address the snapshot by, such as its API or its identity. */
  readonly groupsOf: (snapshot: T) => readonly string[];
  /** False while changes made elsewhere may have been missed: nothing in memory counts then. */
  readonly isCurrent: () => boolean;
  readonly presentMax: number;
  readonly missingMax: number;
  /** How many snapshots one load may bring, where they can be large. */
  readonly loadBatchMax?: number;
  /** Where sizes differ by much: how large a snapshot is, and how large all may be together. */
  readonly size?: { readonly of: (snapshot: T) => number; readonly max: number };
}

interface Entry<T> {
  readonly snapshot: T;
  /** Position in the change log up to which this entry is known to be right. */
  checkedAt: number;
}

interface Fill<T> {
  readonly startedAt: number;
  readonly promise: Promise<T | null>;
  detached: boolean;
}

interface Waiting<T> {
  readonly hash: string;
  readonly resolve: (snapshot: T | null) => void;
  readonly reject: (reason: unknown) => void;
}

const LOAD_BATCH_MAX = 500;
/** Under way at the same time. */
const LOADS_MAX = 4;

export interface CacheStats {
  /** Requests that were answered from memory, also that there is nothing. */
  hits: number;
  misses: number;
  /** Loads that were begun; several misses may share one. */
  fills: number;
  /** Entries that had to make room for others. */
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
  get(hash: string): T | null | Promise<T | null> {
    const known = this.#options.isCurrent() ? this.#recall(hash) : undefined;
    if (known === undefined) {
      this.stats.misses += 1;
      return this.#load(hash);
    }
    this.stats.hits += 1;
    return known;
  }

  #recall(hash: string): T | null | undefined {
    const entry = this.#present.get(hash);
    if (entry === undefined) return this.#missing.has(hash) ? null : undefined;
    if (this.#isFresh(entry)) return entry.snapshot;
    this.#present.delete(hash);
    return undefined;
  }

  drop(hash: string): void {
    this.#present.delete(hash);
    this.#missing.delete(hash);
    this.#detach(hash);
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

  #load(hash: string): Promise<T | null> {
    const running = this.#fills.get(hash);
    if (running?.startedAt === this.#changes.position) return running.promise;
    this.#detach(hash);
    this.stats.fills += 1;
    if (this.#waiting.length === 0) setImmediate(() => this.#loadWaiting());
    const loaded = new Promise<T | null>((resolve, reject) => {
      this.#waiting.push({ hash, resolve, reject });
    });
    const promise = loaded.then(
      (snapshot) => {
        this.#finish(hash, fill);
        this.#store(hash, fill, snapshot);
        return snapshot;
      },
      (reason) => {
        this.#finish(hash, fill);
        throw reason;
      },
    );
    const fill: Fill<T> = { startedAt: this.#changes.position, promise, detached: false };
    this.#fills.set(hash, fill);
    return promise;
  }

  /** Everything that was asked for in one turn of the event loop goes into one statement. */
  #loadWaiting(): void {
    while (this.#waiting.length > 0 && this.#loadsUnderWay < LOADS_MAX) {
      void this.#loadBatch(this.#waiting.splice(0, this.#options.loadBatchMax ?? LOAD_BATCH_MAX));
    }
  }

  async #loadBatch(batch: readonly Waiting<T>[]): Promise<void> {
    this.#loadsUnderWay += 1;
    try {
      const found = await this.#options.load(batch.map((item) => item.hash));
      for (const item of batch) item.resolve(found.get(item.hash) ?? null);
    } catch (reason) {
      for (const item of [...batch, ...this.#waiting.splice(0)]) item.reject(reason);
    } finally {
      this.#loadsUnderWay -= 1;
      this.#loadWaiting();
    }
  }

  #store(hash: string, fill: Fill<T>, snapshot: T | null): void {
    if (fill.detached) return;
    if (snapshot === null) {
      if (fill.startedAt === this.#changes.position) this.#missing.set(hash, true);
      return;
    }
    const entry: Entry<T> = { snapshot, checkedAt: fill.startedAt };
    if (this.#isFresh(entry)) this.#present.set(hash, entry);
  }

  #finish(hash: string, fill: Fill<T>): void {
    if (!fill.detached) this.#fills.delete(hash);
  }

  #detach(hash: string): void {
    const fill = this.#fills.get(hash);
    if (fill === undefined) return;
    fill.detached = true;
    this.#fills.delete(hash);
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
