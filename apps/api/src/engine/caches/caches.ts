import { getHeapStatistics } from 'node:v8';
import { type Grants, parseGrants } from '../../domain/authorization/grants.js';
import type { NamespaceSnapshot } from '../../domain/rate-limit/namespace.js';
import type { KeySnapshot } from '../../domain/verification/key-snapshot.js';
import type { Change } from '../../store/changes/changes.js';
import type { Db } from '../../store/database/database.js';
import {
  type KeyMigration,
  type KeyMigrationReference,
  loadKeyMigrations,
} from '../../store/keys/key-migrations.js';
import { type KeyReference, loadKeySnapshots } from '../../store/keys/key-snapshots.js';
import {
  loadNamespaceSnapshots,
  type NamespaceReference,
} from '../../store/rate-limits/namespace-snapshots.js';
import { findRootKeysByHash, type StoredRootKey } from '../../store/root-keys/root-keys.js';
import { loadSessions, type SessionSnapshot } from '../people/load-sessions.js';
import { newUseSlot, type RootKeyUseSlot } from '../root-keys/root-key-uses.js';
import { SnapshotCache } from './snapshot-cache.js';

/** A root key with its grants parsed once, when it is loaded. */
export interface RootKeySnapshot extends StoredRootKey {
  readonly grants: Grants;
  /** The only part that changes: requests with the root key note their time here. */
  readonly use: RootKeyUseSlot;
}

/** What this process remembers of the database, and how committed changes remove it. */
export interface Caches {
  /** By `keyCacheKey`. */
  readonly keys: SnapshotCache<KeySnapshot>;
  readonly rootKeys: SnapshotCache<RootKeySnapshot>;
  /** By `namespaceKey`: each namespace under its id and under its name. */
  readonly namespaces: SnapshotCache<NamespaceSnapshot>;
  /**
   * By `keyMigrationKey`. No change removes an entry: a key migration never changes after its
   * creation. No request can have asked for it earlier, because its id was not known.
   */
  readonly keyMigrations: SnapshotCache<KeyMigration>;
  /** Of people who are logged in, by the hash of the token. */
  readonly sessions: SnapshotCache<SessionSnapshot>;
  apply(change: Change): void;
  dropAll(): void;
}

interface CachesOptions {
  readonly db: Db;
  readonly isCurrent: () => boolean;
  readonly keysMax: number;
}

const ROOT_KEYS_MAX = 10_000;
const NAMESPACES_MAX = 50_000;
const KEY_MIGRATIONS_MAX = 10_000;
const SESSIONS_MAX = 10_000;
/** For all namespaces together, at about 500 bytes each. */
const OVERRIDES_CACHED_MAX = 400_000;
const MISSING_MAX = 50_000;
const SESSIONS_PER_LOAD_MAX = 50;
/** For all sessions together, at about three kilobytes each. */
const MEMBERSHIPS_CACHED_MAX = 20_000;
/** The average size allowed for a key: three times that of a key without meta or permissions. */
const KEY_BYTES_AVERAGE_MAX = 1536;
/** The bytes of a key without the parts that `weighKey` counts one by one. */
const KEY_BYTES_MIN = 584;
/** The bytes of a text or a limit beside its characters: object headers and references to it. */
const PART_BYTES = 100;
/** Each key may bring 1 MiB of its identity, and several loads are under way at a time. */
const KEYS_PER_LOAD_MAX = 100;

export function createCaches({ db, isCurrent, keysMax }: CachesOptions): Caches {
  const keys = new SnapshotCache<KeySnapshot>({
    load: (cacheKeys) => loadKeys(db, cacheKeys),
    groupsOf: groupsOfKey,
    isCurrent,
    presentMax: keysMax,
    missingMax: MISSING_MAX,
    loadBatchMax: KEYS_PER_LOAD_MAX,
    size: { of: weighKey, max: keyBytesMax(keysMax, getHeapStatistics().heap_size_limit) },
  });
  const rootKeys = new SnapshotCache<RootKeySnapshot>({
    load: (hashes) => loadRootKeys(db, hashes),
    groupsOf: (rootKey) => [groupName('workspace', rootKey.workspaceId)],
    isCurrent,
    presentMax: ROOT_KEYS_MAX,
    missingMax: MISSING_MAX,
  });
  const namespaces = new SnapshotCache<NamespaceSnapshot>({
    load: (cacheKeys) => loadNamespaces(db, cacheKeys),
    groupsOf: () => [],
    isCurrent,
    presentMax: NAMESPACES_MAX,
    missingMax: MISSING_MAX,
    size: { of: (namespace) => 1 + namespace.overrideCount, max: OVERRIDES_CACHED_MAX },
  });
  const keyMigrations = new SnapshotCache<KeyMigration>({
    load: (cacheKeys) => loadMigrations(db, cacheKeys),
    groupsOf: () => [],
    isCurrent,
    presentMax: KEY_MIGRATIONS_MAX,
    missingMax: MISSING_MAX,
  });
  const sessions = new SnapshotCache<SessionSnapshot>({
    load: (hashes) => loadSessions(db, hashes),
    groupsOf: groupsOfSession,
    isCurrent,
    presentMax: SESSIONS_MAX,
    missingMax: MISSING_MAX,
    // Each may bring the rights of its person in a hundred workspaces.
    loadBatchMax: SESSIONS_PER_LOAD_MAX,
    size: { of: (session) => 1 + session.memberships.size, max: MEMBERSHIPS_CACHED_MAX },
  });
  return {
    keys,
    rootKeys,
    namespaces,
    keyMigrations,
    sessions,
    apply: (change) => applyChange({ keys, rootKeys, namespaces, sessions }, change),
    dropAll() {
      keys.dropAll();
      rootKeys.dropAll();
      namespaces.dropAll();
      keyMigrations.dropAll();
      sessions.dropAll();
    },
  };
}

function applyChange(
  {
    keys,
    rootKeys,
    namespaces,
    sessions,
  }: Pick<Caches, 'keys' | 'rootKeys' | 'namespaces' | 'sessions'>,
  change: Change,
): void {
  switch (change.kind) {
    case 'key':
      keys.drop(keyCacheKey(change));
      break;
    case 'rootKey':
      rootKeys.drop(change.hash);
      break;
    case 'namespace':
      for (const idOrName of [change.id, change.name]) {
        namespaces.drop(namespaceKey({ workspaceId: change.workspaceId, idOrName }));
      }
      break;
    case 'workspace':
      rootKeys.dropGroup(groupName('workspace', change.id));
      keys.dropGroup(groupName('workspace', change.id));
      sessions.dropGroup(groupName('team', change.id));
      break;
    case 'session':
      sessions.drop(change.hash);
      break;
    case 'user':
    case 'team':
      sessions.dropGroup(groupName(change.kind, change.id));
      break;
    case 'api':
    case 'identity':
      keys.dropGroup(groupName(change.kind, change.id));
      break;
  }
}

/**
 * The cache key of a key. Two workspaces may have keys with one hash, and neither must learn that.
 * So to a workspace the key of another one is as missing as a key that does not exist.
 */
export function keyCacheKey({ workspaceId, hash }: KeyReference): string {
  return `${workspaceId} ${hash}`;
}

/** The cache key of a namespace. Workspace ids have no space, so two workspaces never share one. */
export function namespaceKey({ workspaceId, idOrName }: NamespaceReference): string {
  return `${workspaceId} ${idOrName}`;
}

/** The cache key of a key migration, built in the same way. */
export function keyMigrationKey({ workspaceId, migrationId }: KeyMigrationReference): string {
  return `${workspaceId} ${migrationId}`;
}

function parseKey(key: string): { workspaceId: string; text: string } {
  const space = key.indexOf(' ');
  return { workspaceId: key.slice(0, space), text: key.slice(space + 1) };
}

async function loadKeys(
  db: Db,
  cacheKeys: readonly string[],
): Promise<ReadonlyMap<string, KeySnapshot>> {
  const references = cacheKeys.map((key) => {
    const { workspaceId, text } = parseKey(key);
    return { workspaceId, hash: text };
  });
  return byKey(cacheKeys, await loadKeySnapshots(db, references));
}

async function loadNamespaces(
  db: Db,
  cacheKeys: readonly string[],
): Promise<ReadonlyMap<string, NamespaceSnapshot>> {
  const references = cacheKeys.map((key) => {
    const { workspaceId, text } = parseKey(key);
    return { workspaceId, idOrName: text };
  });
  return byKey(cacheKeys, await loadNamespaceSnapshots(db, references));
}

async function loadMigrations(
  db: Db,
  cacheKeys: readonly string[],
): Promise<ReadonlyMap<string, KeyMigration>> {
  const references = cacheKeys.map((key) => {
    const { workspaceId, text } = parseKey(key);
    return { workspaceId, migrationId: text };
  });
  return byKey(cacheKeys, await loadKeyMigrations(db, references));
}

/** The i-th result belongs to the i-th key. */
function byKey<T>(
  cacheKeys: readonly string[],
  found: readonly (T | undefined)[],
): ReadonlyMap<string, T> {
  const entries = cacheKeys.flatMap((key, index) => {
    const item = found[index];
    return item === undefined ? [] : [[key, item] as const];
  });
  return new Map(entries);
}

function groupsOfSession({ userId, memberships }: SessionSnapshot): readonly string[] {
  const teams = [...memberships.keys()].map((id) => groupName('team', id));
  return [groupName('user', userId), ...teams];
}

function groupName(kind: 'workspace' | 'api' | 'identity' | 'user' | 'team', id: string): string {
  return `${kind} ${id}`;
}

/** The size limit of all keys together: at most half of the heap, however many keys are allowed. */
export function keyBytesMax(keysMax: number, heapBytesMax: number): number {
  return Math.min(keysMax * KEY_BYTES_AVERAGE_MAX, Math.floor(heapBytesMax / 2));
}

/** About the bytes that a key takes in memory, at two for each character. Never far too low. */
function weighKey(key: KeySnapshot): number {
  const { meta, identity, permissions, roles, rateLimits, pendingImport } = key;
  const imported = pendingImport === null ? [] : [pendingImport.migrationId];
  const parts = [...permissions, ...roles, ...rateLimits.keys(), ...imported];
  const texts = [meta ?? '', identity?.meta ?? '', ...parts];
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  return KEY_BYTES_MIN + PART_BYTES * parts.length + 2 * characters;
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
      { ...rootKey, grants: parseGrants(rootKey.permissions), use: newUseSlot(rootKey) },
    ]),
  );
}
