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
  /**
   * How long a loader may take, in milliseconds. Then the load has failed, and the next call may
   * start another. `Infinity` removes the limit. Default 30 000.
   */
  loadTimeout?: number | undefined;
}

const LOAD_TIMEOUT_MS = 30_000;

/**
 * The type of the values under one name, their stores and their lifetime. Throws a RangeError if
 * `fresh`, `stale` or `loadTimeout` are not valid.
 *
 * @example
 * const users = new Namespace<User>(ctx, { stores: [memory], fresh: 60_000, stale: 900_000 });
 */
export class Namespace<TValue> implements SwrSettings<TValue> {
  readonly ctx: Context;
  readonly store: Store<string, TValue>;
  readonly lifetime: Lifetime;
  readonly onError: ErrorHook | undefined;
  readonly loadTimeout: number;

  constructor(ctx: Context, options: NamespaceOptions<TValue>) {
    const { fresh, stale, stores, onError, loadTimeout = LOAD_TIMEOUT_MS } = options;
    const mistake = lifetimeMistake({ fresh, stale });
    if (mistake) throw new RangeError(mistake);
    if (!(loadTimeout > 0)) throw new RangeError(`loadTimeout must be above 0, not ${loadTimeout}`);
    this.ctx = ctx;
    this.store = new TieredStore(ctx, stores, { onError });
    this.lifetime = { fresh, stale };
    this.onError = onError;
    this.loadTimeout = loadTimeout;
  }
}
