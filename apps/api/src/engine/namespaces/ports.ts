import type { Origin } from '../../domain/caller/caller.js';

/**
 * Creates namespaces that a check names for the first time. The finder gets it when constructed.
 */
export interface NamespaceCreator {
  /**
   * Creates all or none. Afterwards the caches find them. Throws before creating anything if the
   * caller may not create namespaces and count in all of them.
   */
  create(origin: Origin, names: readonly string[]): Promise<void>;
}
