import { attempt } from './attempt.js';
import type { CacheError } from './cache-error.js';
import { nowMs } from './clock.js';
import { type Context, type ErrorHook, report, runInBackground } from './context.js';
import { type Fill, Fills } from './fills.js';
import type { Result } from './result.js';
import { type Entry, isExpired, type Store } from './store.js';

/**
 * Several stores as one, fastest first. The first store that has a fresh entry answers. If none has,
 * the freshest of the stale entries does: another process may have loaded a newer one. The stores
 * in front get a copy in the background. A store that fails is skipped. Changes go to all stores.
 *
 * `onError` (default: none) receives failures that the result does not show.
 *
 * @example
 * const store = new TieredStore(ctx, [memory, redisUrl ? redis : undefined]);
 */
export class TieredStore<TNamespace extends string, TValue> implements Store<TNamespace, TValue> {
  readonly name = 'tiered';
  readonly #ctx: Context;
  readonly #tiers: Store<TNamespace, TValue>[];
  readonly #onError: ErrorHook | undefined;
  readonly #fills = new Fills();

  constructor(
    ctx: Context,
    stores: (Store<TNamespace, TValue> | undefined)[],
    options: { onError?: ErrorHook | undefined } = {},
  ) {
    this.#ctx = ctx;
    this.#tiers = stores.filter((store) => store !== undefined);
    this.#onError = options.onError;
  }

  async get(namespace: TNamespace, key: string): Promise<Result<Entry<TValue> | undefined>> {
    const id = fillKey(namespace, key);
    const failures: CacheError[] = [];
    /** Tiers without an entry as good as the best so far. */
    const behind: Store<TNamespace, TValue>[] = [];
    let best: Found<TNamespace, TValue> | undefined;
    // Begun before a later tier is read. The first tier needs none: its entries are not copied.
    let fill: Fill | undefined;
    for (const tier of this.#tiers) {
      if (behind.length > 0) fill ??= this.#fills.begin(id);
      const { val: entry, err } = await attempt(tier.name, key, () => tier.get(namespace, key));
      if (err) {
        failures.push(err);
        continue;
      }
      if (entry && !isExpired(entry) && !(best && entry.freshUntil <= best.entry.freshUntil)) {
        best = { entry, behind: [...behind] };
        if (nowMs() < entry.freshUntil) break;
      }
      behind.push(tier);
    }
    if (!best || best.behind.length === 0) {
      if (fill) this.#fills.end(id, fill);
      if (!best) return this.#conclude(failures);
    } else if (fill) this.#copy(namespace, key, best, fill);
    this.#report(failures);
    return { val: best.entry };
  }

  /** Copies an entry to the tiers that are behind, in the background. */
  #copy(
    namespace: TNamespace,
    key: string,
    { entry, behind }: Found<TNamespace, TValue>,
    fill: Fill,
  ): void {
    const copy = async () => {
      const failures = await this.#everywhere(behind, key, (tier) =>
        tier.set(namespace, key, entry),
      );
      this.#report(failures);
    };
    const filled = this.#fills.write(fillKey(namespace, key), fill, copy);
    runInBackground(this.#ctx, this.#onError, key, filled);
  }

  set(namespace: TNamespace, key: string, entry: Entry<TValue>): Promise<Result<void>> {
    return this.#change(namespace, key, (tier) => tier.set(namespace, key, entry));
  }

  remove(namespace: TNamespace, key: string | string[]): Promise<Result<void>> {
    return this.#change(namespace, key, (tier) => tier.remove(namespace, key));
  }

  async #change(
    namespace: TNamespace,
    key: string | string[],
    act: (tier: Store<TNamespace, TValue>) => Promise<Result<void>>,
  ): Promise<Result<void>> {
    const ids = [key].flat().map((one) => fillKey(namespace, one));
    const failures = await this.#fills.change(ids, () => this.#everywhere(this.#tiers, key, act));
    return this.#conclude(failures);
  }

  async #everywhere(
    tiers: Store<TNamespace, TValue>[],
    key: string | string[],
    act: (tier: Store<TNamespace, TValue>) => Promise<Result<void>>,
  ): Promise<CacheError[]> {
    const results = await Promise.all(
      tiers.map((tier) => attempt(tier.name, key, () => act(tier))),
    );
    return results.flatMap(({ err }) => err ?? []);
  }

  /** The caller gets the first failure, the hook gets the others. */
  #conclude([err, ...others]: CacheError[]): Result<undefined> {
    this.#report(others);
    return err ? { err } : { val: undefined };
  }

  #report(failures: CacheError[]): void {
    for (const failure of failures) void report(this.#onError, failure);
  }
}

interface Found<TNamespace extends string, TValue> {
  entry: Entry<TValue>;
  /** The tiers in front of it that have an older entry or none. */
  behind: Store<TNamespace, TValue>[];
}

/** Two pairs of keys that map to one string are ordered without need, which is harmless. */
function fillKey(namespace: string, key: string): string {
  return `${namespace}::${key}`;
}
