import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW_MS, type Store, startStore } from '../../test/store.js';
import { sha256Base64 } from '../lib/crypto/sha256.js';
import { spendCredits } from './credits/credits.js';
import { refillLongestDue, settleRefills } from './credits/refills.js';
import type { Db } from './database/database.js';
import { inTransaction } from './database/transaction.js';
import { type IdentitySort, searchIdentities } from './identities/list-identities.js';
import { countKeysByState } from './keys/count-keys.js';
import { findLiveKey } from './keys/key-details.js';
import type { KeySearch } from './keys/key-search.js';
import { loadKeySnapshots } from './keys/key-snapshots.js';
import { searchKeys } from './keys/search-keys.js';
import { findRootKeysByHash } from './root-keys/root-keys.js';

const KEYS = 5000;

let store: Store;
let workspaceId: string;
let apiId: string;
beforeAll(async () => {
  store = await startStore();
  const api = await store.newApi();
  ({ workspaceId, apiId } = api);
  await sql`
    insert into apis (workspace_id, id, name, key_space_id, created_at_ms)
    select ${workspaceId}, 'api_' || n, '', 'ks_' || n, ${NOW_MS}
    from generate_series(1, 50) as n`.execute(store.db);
  await sql`
    insert into keys (workspace_id, id, api_id, hash, start, enabled, credits_remaining,
      refill_amount, refill_due_at_ms, created_at_ms)
    select ${workspaceId}, 'key_' || n,
      case when n % 2 = 0 then ${api.apiId} else 'api_' || n % 50 end, encode(sha256(n::text::bytea), 'base64'), '',
      true, 100, 200, ${NOW_MS}::bigint + n, ${NOW_MS}
    from generate_series(1, ${KEYS}::int) as n`.execute(store.db);
  await sql`
    insert into root_keys (workspace_id, id, hash, start, permissions, created_at_ms)
    select ${workspaceId}, 'root_' || n, encode(sha256(n::text::bytea), 'base64'), '', '{}', ${NOW_MS}
    from generate_series(1, ${KEYS}::int) as n`.execute(store.db);
  await sql`
    insert into identities (workspace_id, id, external_id, created_at_ms)
    select ${workspaceId}, 'id_' || n, 'user_' || n, ${NOW_MS}
    from generate_series(1, ${KEYS}::int) as n`.execute(store.db);
  await sql`
    insert into key_last_used (workspace_id, key_id, last_used_at_ms)
    select workspace_id, id, ${NOW_MS} from keys`.execute(store.db);
  await sql`vacuum analyze`.execute(store.db);
});
afterAll(() => store.stop());

const HASHES = ['1', '2', '3'].map(sha256Base64);

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** The plan of the only statement of `work`, made without knowing its values. */
async function planOf(work: (db: Db) => Promise<unknown>): Promise<PlanNode[]> {
  const plans = await plansOf(work);
  expect(plans).toHaveLength(1);
  return plans.flat();
}

/** The plans of all statements of `work`. */
async function plansOf(work: (db: Db) => Promise<unknown>): Promise<PlanNode[][]> {
  const db = store.open({ poolMax: 1 });
  await work(db);
  const { rows } = await sql<Prepared>`
    select name, cardinality(parameter_types) as parameters from pg_prepared_statements
    where statement not like '%pg_prepared_statements%'`.execute(db);
  await sql`set plan_cache_mode = force_generic_plan`.execute(db);
  return Promise.all(rows.map((prepared) => genericPlan(db, prepared)));
}

interface Prepared {
  readonly name: string;
  readonly parameters: number;
}

async function genericPlan(db: Db, { name, parameters }: Prepared): Promise<PlanNode[]> {
  const values = Array.from({ length: parameters }, () => 'null').join(', ');
  const { rows: plans } = await sql<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>`
    explain (format json) execute ${sql.id(name)} (${sql.raw(values)})`.execute(db);
  const root = plans[0]?.['QUERY PLAN'][0]?.Plan;
  return root === undefined ? [] : nodesOf(root);
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** The index of each scan of the table, or the kind of scan that uses none. */
function accessTo(table: string, plan: readonly PlanNode[]): string[] {
  return plan
    .filter((node) => node['Relation Name'] === table && node['Node Type'].includes('Scan'))
    .map((node) => node['Index Name'] ?? node.Plans?.[0]?.['Index Name'] ?? node['Node Type']);
}

describe('among thousands of keys', () => {
  it('a verification finds its key by the unique index on the hash', async () => {
    const plan = await planOf((db) =>
      loadKeySnapshots(
        db,
        HASHES.map((hash) => ({ workspaceId, hash })),
      ),
    );
    expect(accessTo('keys', plan)).toEqual(['keys_workspace_id_hash_key']);
  });

  it('a root key is found by the unique index on the hash', async () => {
    const plan = await planOf((db) => findRootKeysByHash(db, HASHES));
    expect(accessTo('root_keys', plan)).toEqual(['root_keys_hash_key']);
  });

  it('a key is shown by the index on the id, or on the hash', async () => {
    const byId = { workspaceId, by: { id: 'key_1' } };
    const byHash = { workspaceId, by: { hash: HASHES[0] ?? '' } };
    const planById = await planOf((db) => findLiveKey(db, byId, NOW_MS));
    expect(accessTo('keys', planById)).toEqual(['keys_pkey']);
    const planByHash = await planOf((db) => findLiveKey(db, byHash, NOW_MS));
    expect(accessTo('keys', planByHash)).toEqual(['keys_workspace_id_hash_key']);
  });

  it('a spend finds, updates and reads by the index on the id', async () => {
    const request = { workspaceId, keyId: 'key_1', total: 1 };
    const options = { nowMs: NOW_MS, busyAfterMs: 100 };
    const plan = await planOf((db) => spendCredits(db, [request], options));
    expect(accessTo('keys', plan)).toEqual(['keys_pkey', 'keys_pkey', 'keys_pkey']);
  });

  it('the job finds keys to refill by the index on due times', async () => {
    const batch = { countMax: 20, nowMs: NOW_MS };
    const plan = await planOf((db) => inTransaction(db, (tx) => refillLongestDue(tx, batch)));
    expect(accessTo('keys', plan)).toEqual(['keys_refill_due', 'keys_pkey']);
  });

  it('a spend refills keys by the index on the id, however many are due', async () => {
    const options = { nowMs: NOW_MS, skipLocked: true };
    const keys = [{ workspaceId, keyId: 'key_1' }];
    const plan = await planOf((db) => settleRefills(db, keys, options));
    expect(accessTo('keys', plan)).toEqual(['keys_pkey', 'keys_pkey']);
  });
});

describe('a search among thousands of keys', () => {
  const filters = {
    text: '',
    externalId: undefined,
    status: undefined,
    expiresBeforeMs: undefined,
    unusedSinceMs: undefined,
  };
  const page = { from: undefined, limit: 10, counts: false, isDescending: true, nowMs: NOW_MS };
  const tooFew = { quickMax: 1, examinedMax: 1, countedMax: 1, gathers: true };
  const accessOf = async (table: string, search: Partial<KeySearch>) => {
    const whole: KeySearch = {
      workspaceId,
      apiId,
      ...filters,
      ...page,
      sort: 'createdAt',
      ...search,
    };
    const plans = await plansOf((db) => searchKeys(db, whole, tooFew));
    return plans.flatMap((plan) => accessTo(table, plan));
  };

  it.each([
    ['createdAt', 'keys_of_api'],
    ['name', 'keys_by_name'],
    ['expires', 'keys_by_expiry'],
  ] as const)('reads them by %s from the index %s', async (sort, index) => {
    expect(new Set(await accessOf('keys', { sort }))).toEqual(new Set([index]));
  });

  it('reads them by last use from the index on minutes', async () => {
    const access = await accessOf('key_last_used', { sort: 'lastUsedAt' });
    expect(access).toContain('key_last_used_by_minute');
  });

  it('finds a text by the indexes on texts', async () => {
    expect(await accessOf('keys', { text: 'nothing' })).toContain('keys_search');
    expect(await accessOf('identities', { text: 'nothing' })).toContain('identities_search');
  });

  it('finds disabled keys, and those that expire, by their indexes', async () => {
    expect(await accessOf('keys', { status: 'disabled' })).toContain('keys_disabled');
    const soon = await accessOf('keys', { expiresBeforeMs: NOW_MS });
    expect(soon).toContain('keys_by_expiry');
  });

  it('counts keys by their state from the index on the API, and of their uses', async () => {
    const days = { nowMs: NOW_MS, expiresBeforeMs: NOW_MS, unusedSinceMs: NOW_MS };
    const query = { workspaceId, apiIds: [apiId, 'api_1'], ...days, examinedMax: 100 };
    const plan = await planOf((db) => countKeysByState(db, query));
    expect(accessTo('keys', plan)).toEqual(['keys_of_api']);
    expect(accessTo('key_last_used', plan)).toEqual(['key_last_used_pkey']);
  });

  it.each([
    ['createdAt', ['identities_live', 'identities_pkey']],
    ['externalId', ['identities_live_external_id']],
  ] as const)('reads identities by %s from one of the indexes %j', async (sort, indexes) => {
    const search = { workspaceId, text: '', sort: sort satisfies IdentitySort, ...page };
    const plan = await planOf((db) => searchIdentities(db, search));
    const [index, ...others] = accessTo('identities', plan);
    expect(indexes).toContain(index);
    expect(others).toEqual([]);
  });
});
