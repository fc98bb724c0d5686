/**
 * One namespace of a cache: stale-while-revalidate over a store, with at most one read and one load
 * for each key at a time. The states of a key, and what `swr` does in each:
 *
 * | state   | the caller gets                    | and                                           |
 * | ABSENT  | the result of a load               | the load starts: LOADING                      |
 * | FRESH   | the value                          | nothing; with time the value becomes STALE    |
 * | STALE   | the value                          | a load starts in the background: LOADING      |
 * | LOADING | the stale value, if there is one,  | nothing: it joins the load. A value leads to  |
 * |         | else the result of that load       | FRESH, a failure to PAUSED or back            |
 * | PAUSED  | the stale value, if there is one,  | nothing; when the pause is over, ABSENT or    |
 * |         | else the error of the last load    | STALE, and the next caller starts a load      |
 *
 * A stale value that expires makes a key ABSENT, and `set` or `remove` of a key ends LOADING and
 * PAUSED. How long a pause lasts: `pauses.ts`.
 *
 * - A load ends after `loadTimeout` at the latest, as a failure. What the loader returns later is
 *   dropped. So a loader that hangs keeps no caller waiting and no later loader from its turn.
 * - A loaded value is shared only while it is fresh, however long its write takes.
 * - A load that began before a `set` or `remove` of its key never overwrites it. No later caller
 *   joins that load.
 * - Only keys with a read, load or change under way take memory, and up to 1 000 whose loads failed.
 */
import { attempt } from './attempt.js';
import { CacheError } from './cache-error.js';
import { nowMs } from './clock.js';
import { type Context, type ErrorHook, report, runInBackground } from './context.js';
import { Fills } from './fills.js';
import { type Lifetime, lifetimeMistake } from './lifetime.js';
import { Pauses } from './pauses.js';
import type { Result } from './result.js';
import { type Entry, isExpired, type Store } from './store.js';

/**
 * The cache of one namespace, `cache.<name>`. No method rejects: each resolves to `{ val }` or
 * `{ err }`.
 */
export interface CacheNamespace<TValue> {
  /**
   * The cached value, stale or not; undefined if there is none.
   *
   * @example
   * const { val } = await cache.user.get('u1');
   */
  get(key: string): Promise<Result<TValue | undefined>>;
  /**
   * Caches a value, `null` included. `undefined` removes the key. The default lifetime is that of
   * the namespace.
   *
   * @example
   * await cache.user.set('u1', user, { fresh: 1_000, stale: 5_000 });
   */
  set(key: string, value: TValue, lifetime?: Lifetime): Promise<Result<void>>;
  /**
   * Removes one key or several.
   *
   * @example
   * await cache.user.remove(['u1', 'u2']);
   */
  remove(key: string | string[]): Promise<Result<void>>;
  /**
   * Fresh: the cached value. Stale: the cached value, and a new one is loaded in the background.
   * Neither: the loaded value. `null` is cached. `undefined` is not cached and drops the cached
   * value. After repeated failures the loader is not called for a while, at most 10 s.
   *
   * @example
   * const { val, err } = await cache.user.swr('u1', (id) => database.findUser(id));
   */
  swr(key: string, load: Loader<TValue>): Promise<Result<TValue | undefined>>;
}

/** Loads a value from its origin. */
export type Loader<TValue> = (key: string) => Promise<TValue | undefined>;

export interface SwrSettings<TValue> {
  readonly ctx: Context;
  readonly store: Store<string, TValue>;
  readonly lifetime: Lifetime;
  readonly onError: ErrorHook | undefined;
  /** Milliseconds. */
  readonly loadTimeout: number;
}

interface Load<TValue> {
  outcome: Promise<Result<TValue | undefined>>;
  /** Until then, callers may get the result. */
  usableUntil: number;
}

export class SwrCache<TValue> implements CacheNamespace<TValue> {
  readonly #name: string;
  readonly #settings: SwrSettings<TValue>;
  readonly #reads = new Map<string, Promise<Result<Entry<TValue> | undefined>>>();
  readonly #loads = new Map<string, Load<TValue>>();
  readonly #fills = new Fills();
  readonly #pauses = new Pauses();

  constructor(name: string, settings: SwrSettings<TValue>) {
    this.#name = name;
    this.#settings = settings;
  }

  async get(key: string): Promise<Result<TValue | undefined>> {
    const { val: entry, err } = await this.#read(key);
    return err ? { err } : { val: entry?.value };
  }

  async set(key: string, value: TValue, lifetime?: Lifetime): Promise<Result<void>> {
    if (value === undefined) return this.remove(key);
    const message = lifetime && lifetimeMistake(lifetime);
    if (message) return { err: new CacheError({ tier: 'cache', key, message }) };
    const entry = this.#entryOf(value, lifetime);
    return this.#change([key], () => this.#settings.store.set(this.#name, key, entry));
  }

  async remove(key: string | string[]): Promise<Result<void>> {
    return this.#change([key].flat(), () => this.#settings.store.remove(this.#name, key));
  }

  async swr(key: string, load: Loader<TValue>): Promise<Result<TValue | undefined>> {
    // Noted before the read. The read may miss a value that is being written, and end after the
    // write.
    const earlier = this.#loads.get(key);
    const { val: entry, err } = await this.#read(key);
    if (entry && nowMs() < entry.freshUntil) return { val: entry.value };
    const running = [this.#loads.get(key), earlier].find((one) => one && nowMs() < one.usableUntil);
    const failure = this.#pauses.current(key);
    if (entry) {
      if (!running && !failure) void this.#startLoad(key, load, true);
      return { val: entry.value };
    }
    if (running) return running.outcome;
    if (err) void report(this.#settings.onError, err);
    return failure ? { err: failure } : this.#startLoad(key, load, false);
  }

  #read(key: string): Promise<Result<Entry<TValue> | undefined>> {
    const running = this.#reads.get(key);
    if (running) return running;
    const read = this.#settings.store
      .get(this.#name, key)
      // A store may have a clock of its own.
      .then((result) => (result.val && isExpired(result.val) ? { val: undefined } : result));
    this.#reads.set(key, read);
    void read.then(() => {
      if (this.#reads.get(key) === read) this.#reads.delete(key);
    });
    return read;
  }

  /** `isReload`: the caller got a stale value and does not wait. */
  #startLoad(key: string, load: Loader<TValue>, isReload: boolean): Load<TValue>['outcome'] {
    const fill = this.#fills.begin(key);
    const { loadTimeout } = this.#settings;
    const outcome = attempt('cache', key, async () => ({
      val: await withinTime(() => load(key), loadTimeout),
    }));
    const running: Load<TValue> = { outcome, usableUntil: Number.POSITIVE_INFINITY };
    this.#loads.set(key, running);
    // This handler runs first: when the callers see the result, a failed load is already removed.
    const kept = outcome.then(async (result) => {
      const write = this.#writeOf(key, running, result, isReload);
      if (write) await this.#fills.write(key, fill, write);
      else this.#fills.end(key, fill);
      if (this.#loads.get(key) === running) this.#loads.delete(key);
    });
    runInBackground(this.#settings.ctx, this.#settings.onError, key, kept);
    return outcome;
  }

  /** The change of the store that a finished load causes; undefined if none. */
  #writeOf(
    key: string,
    running: Load<TValue>,
    { val, err }: Result<TValue | undefined>,
    isReload: boolean,
  ): (() => Promise<void>) | undefined {
    const { store, onError } = this.#settings;
    const entry = val === undefined ? undefined : this.#entryOf(val);
    // Otherwise the key was changed since the load began.
    if (this.#loads.get(key) === running) {
      if (err) this.#pauses.fail(key, err);
      else this.#pauses.end(key);
    }
    running.usableUntil = entry?.freshUntil ?? 0;
    if (err && isReload) void report(onError, err);
    // If this is not a reload, the store has nothing to remove.
    if (err || (!entry && !isReload)) return undefined;
    return async () => {
      const { err } = entry
        ? await store.set(this.#name, key, entry)
        : await store.remove(this.#name, key);
      if (err) void report(onError, err);
    };
  }

  #entryOf(value: TValue, lifetime = this.#settings.lifetime): Entry<TValue> {
    const setAtMs = nowMs();
    return { value, freshUntil: setAtMs + lifetime.fresh, staleUntil: setAtMs + lifetime.stale };
  }

  async #change(keys: string[], work: () => Promise<Result<void>>): Promise<Result<void>> {
    const result = await this.#fills.change(keys, work);
    // Later callers must not join a read or load that may have seen the old state. Earlier callers
    // still get its result.
    for (const key of keys) {
      this.#reads.delete(key);
      this.#loads.delete(key);
      this.#pauses.end(key);
    }
    return result;
  }
}

/** Rejects when the work takes longer. What becomes of the work then is dropped. */
async function withinTime<T>(work: () => Promise<T>, timeoutMs: number): Promise<T> {
  // Timers of more than 31 bits fire at once.
  if (timeoutMs > TIMER_MAX_MS) return work();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new Error(`the loader took more than ${timeoutMs} ms`);
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const TIMER_MAX_MS = 2 ** 31 - 1;
