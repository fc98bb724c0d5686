import type { AnyValue, Store } from '../store.js';

/** Turns a store into another store. */
export interface StoreMiddleware<TNamespace extends string, TValue = AnyValue> {
  wrap: (store: Store<TNamespace, TValue>) => Store<TNamespace, TValue>;
}
