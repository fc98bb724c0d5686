import type { AnyValue, Store } from '../store.js';

/** Something that makes a store of a store. */
export interface StoreMiddleware<TNamespace extends string, TValue = AnyValue> {
  wrap: (store: Store<TNamespace, TValue>) => Store<TNamespace, TValue>;
}
