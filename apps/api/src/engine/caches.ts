import { type Grants, parseGrants } from '../domain/authorization/grants.js';
import type { KeySnapshot } from '../domain/verification/key-snapshot.js';
import type { Change } from '../store/changes.js';
import type { Db } from '../store/database.js';
import { loadKeySnapshots } from '../store/key-snapshots.js';
import { findRootKeysByHash, type StoredRootKey } from '../store/root-keys.js';
import { SnapshotCache } from './snapshot-cache.js';

/** A root key with its grants parsed once, when it is loaded. */
export interface RootKeySnapshot extends StoredRootKey {
  readonly grants: Grants;
}

/** What this process remembers of the database, and how committed changes make it forget. */
export interface Caches {
  readonly keys: SnapshotCache<KeySnapshot>;
  readonly rootKeys: SnapshotCache<RootKeySnapshot>;
  apply(change: Change): void;
  dropAll(): void;
}

interface CachesOptions {
  readonly db: Db;
  readonly isCurrent: () => boolean;
  readonly keysMax: number;
}

const ROOT_KEYS_MAX = 10_000;
const MISSING_MAX = 50_000;

export function createCaches({ db, isCurrent, keysMax }: CachesOptions): Caches {
  const keys = new SnapshotCache<KeySnapshot>({
    load: (hashes) => loadKeySnapshots(db, hashes),
    groupsOf: groupsOfKey,
    isCurrent,
    presentMax: keysMax,
    missingMax: MISSING_MAX,
  });
  const rootKeys = new SnapshotCache<RootKeySnapshot>({
    load: (hashes) => loadRootKeys(db, hashes),
    groupsOf: (rootKey) => [groupName('workspace', rootKey.workspaceId)],
    isCurrent,
    presentMax: ROOT_KEYS_MAX,
    missingMax: MISSING_MAX,
  });
  return {
    keys,
    rootKeys,
    apply(change) {
      if (change.kind === 'key') return keys.drop(change.hash);
      if (change.kind === 'rootKey') return rootKeys.drop(change.hash);
      keys.dropGroup(groupName(change.kind, change.id));
      if (change.kind === 'workspace') rootKeys.dropGroup(groupName('workspace', change.id));
    },
    dropAll() {
      keys.dropAll();
      rootKeys.dropAll();
    },
  };
}

function groupName(kind: 'workspace' | 'api' | 'identity', id: string): string {
  return `${kind} ${id}`;
}

function groupsOfKey(key: KeySnapshot): readonly string[] {
  const groups = [groupName('workspace', key.workspaceId), groupName('api', key.apiId)];
  if (key.identity !== null) groups.push(groupName('identity', key.identity.id));
  return groups;
}

async function loadRootKeys(
  db: Db,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, RootKeySnapshot>> {
  const rootKeys = await findRootKeysByHash(db, hashes);
  return new Map(
    rootKeys.map((rootKey) => [
      rootKey.hash,
      { ...rootKey, grants: parseGrants(rootKey.permissions) },
    ]),
  );
}
