import type { Context, ErrorHook } from './context.js';
import { type Lifetime, lifetimeMistake } from './lifetime.js';
import type { Store } from './store.js';
import type { SwrSettings } from './swr-cache.js';
import { TieredStore } from './tiered-store.js';

export interface NamespaceOptions<TValue> extends Lifetime {
  /** Where values are kept, fastest first. */
  stores: (Store<string, TValue> | undefined)[];
  /**
   * Receives failures that no caller receives: of a reload or a write in the background, or of a
   * store that was skipped. Default: none. What it throws is ignored.
   */
  onError?: ErrorHook | undefined;
}

/**
 * The type of the values under one name, their stores and their lifetime. Throws a RangeError if
 * `fresh` and `stale` are not valid.
 *
 * @example
 * const users = new Namespace<User>(ctx, { stores: [memory], fresh: 60_000, stale: 900_000 });
 */
export class Namespace<TValue> implements SwrSettings<TValue> {
  readonly ctx: Context;
  readonly store: Store<string, TValue>;
  readonly lifetime: Lifetime;
  readonly onError: ErrorHook | undefined;

  constructor(ctx: Context, options: NamespaceOptions<TValue>) {
    const { fresh, stale, stores, onError } = options;
    const mistake = lifetimeMistake({ fresh, stale });
    if (mistake) throw new RangeError(mistake);
    this.ctx = ctx;
    this.store = new TieredStore(ctx, stores, { onError });
    this.lifetime = { fresh, stale };
    this.onError = onError;
  }
}
