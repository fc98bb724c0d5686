import { createDatabase } from '@unlatch/testkit';
import { type Insertable, sql } from 'kysely';
import { inject } from 'vitest';
import { sha256Base64 } from '../src/lib/crypto/sha256.js';
import { newId } from '../src/lib/ids.js';
import { type Db, openDatabase, type Schema } from '../src/store/database/database.js';

/** A database of its own, for tests that need no service in front of it. */
export interface Store {
  readonly db: Db;
  readonly url: string;
  /** Another pool, as another process would have it. `stop` closes it. */
  open(options?: { poolMax?: number }): Db;
  /** Makes a workspace with one API. */
  newApi(): Promise<ApiIds>;
  newKey(api: ApiIds, columns?: Partial<Insertable<Schema['keys']>>): Promise<KeyIds>;
  /** Resolves once this many sessions of the database wait for a lock. */
  untilWaiting(count: number): Promise<void>;
  stop(): Promise<void>;
}

export interface ApiIds {
  readonly workspaceId: string;
  readonly apiId: string;
}

export interface KeyIds {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly hash: string;
}

export const NOW_MS = Date.UTC(2026, 0, 15, 12);

/** Migrated, unless the test is about that. */
export async function startStore({ migrated = true } = {}): Promise<Store> {
  const source = migrated ? { template: inject('template') } : {};
  const database = await createDatabase(inject('adminUrl'), source);
  const pools: Db[] = [];
  const open = ({ poolMax = 5 } = {}) => {
    const db = openDatabase({
      connection: { connectionString: database.url },
      poolMax,
      prepare: true,
      onConnectionLost: () => undefined,
    });
    pools.push(db);
    return db;
  };
  const db = open();
  return {
    db,
    url: database.url,
    open,
    newApi: () => insertApi(db),
    newKey: (api, columns = {}) => insertKey(db, api, columns),
    untilWaiting: (count) => untilWaiting(db, count),
    async stop() {
      for (const pool of pools) await pool.destroy();
      await database.drop();
    },
  };
}

async function insertApi(db: Db): Promise<ApiIds> {
  const ids = { workspaceId: newId('ws', NOW_MS), apiId: newId('api', NOW_MS) };
  await db
    .insertInto('workspaces')
    .values({ id: ids.workspaceId, name: 'Test', enabled: true, created_at_ms: NOW_MS })
    .execute();
  await db
    .insertInto('apis')
    .values({
      workspace_id: ids.workspaceId,
      id: ids.apiId,
      name: 'Weather',
      key_space_id: newId('ks', NOW_MS),
      created_at_ms: NOW_MS,
    })
    .execute();
  return ids;
}

async function insertKey(
  db: Db,
  { workspaceId, apiId }: ApiIds,
  columns: Partial<Insertable<Schema['keys']>>,
): Promise<KeyIds> {
  const keyId = newId('key', NOW_MS);
  const hash = sha256Base64(keyId);
  await db
    .insertInto('keys')
    .values({
      workspace_id: workspaceId,
      id: keyId,
      api_id: apiId,
      hash,
      start: '',
      enabled: true,
      created_at_ms: NOW_MS,
      ...columns,
    })
    .execute();
  return { workspaceId, keyId, hash };
}

/** Waits until so many sessions of this database wait for a lock. */
export async function untilWaiting(db: Db, count: number): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if (rows.length === count) return;
  }
}
