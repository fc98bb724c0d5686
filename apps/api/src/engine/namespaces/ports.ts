import type { Origin } from '../../domain/caller/caller.js';

/** Makes what checks name for the first time. It is given to the finder at its construction. */
export interface NamespaceCreator {
  /**
   * All or none. Afterwards the caches find them. Throws, before anything is made, if the caller
   * may not create namespaces and count in all of them.
   */
  create(origin: Origin, names: readonly string[]): Promise<void>;
}
