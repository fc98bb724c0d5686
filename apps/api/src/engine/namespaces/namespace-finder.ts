import type { Origin } from '../../domain/caller/caller.js';
import { refuseUnknownId } from '../../domain/not-found.js';
import { type NamespaceSnapshot, refuseNamespaceName } from '../../domain/rate-limit/namespace.js';
import { namespaceKey } from '../caches/caches.js';
import type { SnapshotCache } from '../caches/snapshot-cache.js';
import type { NamespaceCreator } from './ports.js';

/** Namespaces by the text that a check uses for each: its name or its id. */
export type Namespaces = ReadonlyMap<string, NamespaceSnapshot>;

/**
 * Finds the namespaces that rate-limit checks name, and creates those that do not exist.
 *
 * It remembers nothing itself: what it finds is as fresh as the cache. It finds deleted namespaces
 * too; the check has to refuse them.
 */
export class NamespaceFinder {
  readonly #cache: SnapshotCache<NamespaceSnapshot>;
  readonly #creator: NamespaceCreator;

  constructor({ cache, creator }: NamespaceFinderOptions) {
    this.#cache = cache;
    this.#creator = creator;
  }

  /** Answers without a promise if the namespace is in memory. */
  find(workspaceId: string, idOrName: string) {
    return this.#cache.get(namespaceKey({ workspaceId, idOrName }));
  }

  /** Creates all new namespaces together or none. An unknown id is not a new name. */
  async ensure(
    origin: Origin,
    names: readonly string[],
    locate: (name: string) => string,
  ): Promise<Namespaces> {
    const { workspaceId } = origin.caller;
    const found = await this.#findAll(workspaceId, names);
    const missing = names.filter((name) => !found.has(name));
    if (missing.length === 0) return found;
    for (const name of missing) {
      refuseUnknownId(name);
      refuseNamespaceName(name, locate(name));
    }
    await this.#creator.create(origin, missing);
    return new Map([...found, ...(await this.#findAll(workspaceId, missing))]);
  }

  async #findAll(workspaceId: string, names: readonly string[]): Promise<Namespaces> {
    const entries = names.map(async (name) => [name, await this.find(workspaceId, name)] as const);
    const found = new Map<string, NamespaceSnapshot>();
    for (const [name, namespace] of await Promise.all(entries)) {
      if (namespace !== null) found.set(name, namespace);
    }
    return found;
  }
}

interface NamespaceFinderOptions {
  readonly cache: SnapshotCache<NamespaceSnapshot>;
  readonly creator: NamespaceCreator;
}

export function namespaceOf(ensured: Namespaces, name: string): NamespaceSnapshot {
  const namespace = ensured.get(name);
  if (namespace === undefined) throw new Error('a namespace that was just created is missing');
  return namespace;
}
