import { sql } from 'kysely';
import { inTransaction } from '../src/store/database/transaction.js';
import { ensureEventPartitions, eventDay } from '../src/store/events/event-partitions.js';
import {
  insertVerificationEvents,
  verificationToJson,
} from '../src/store/events/verification-events.js';
import type { KeySearch } from '../src/store/keys/key-search.js';
import { searchKeys } from '../src/store/keys/search-keys.js';
import { openExplaining } from './explaining.js';
import type { BenchService } from './service.js';
import { median, printTable, type Row } from './table.js';

const CALLS = 10;
const CREATES = 2000;
const IN_FLIGHT = 16;
const DAY_MS = 86_400_000;
const NOW_MS = 1_800_000_000_000;

/** Two workspaces with so many keys each. */
const SIZES = [100_000, 1_000_000];

/** Searches of one workspace beside another one with as many keys of the same names. */
export async function benchSearches(service: BenchService): Promise<void> {
  for (const size of SIZES) {
    await seedSearched(service, size);
    await measureSearches(service, size);
  }
}

type Database = Pick<BenchService, 'db' | 'databaseUrl'>;

async function seedSearched({ db }: Pick<Database, 'db'>, size: number): Promise<void> {
  for (const side of ['a', 'b']) await seed(db, `ws_${side}_${size}`, size);
  await sql`vacuum analyze keys, identities, key_last_used`.execute(db);
}

async function measureSearches(service: Database, size: number): Promise<void> {
  const one = { workspaceId: `ws_a_${size}`, apiId: `api_of_ws_a_${size}`, size };
  const explaining = openExplaining(service.databaseUrl);
  try {
    const rows: Row[] = [];
    for (const [name, search] of searchesOf(one)) {
      const timesMs: number[] = [];
      for (let call = 0; call < CALLS; call += 1) {
        const startedMs = performance.now();
        await searchKeys(service.db, search);
        timesMs.push(performance.now() - startedMs);
      }
      const scans = await explaining.scansOf((db) => searchKeys(db, search));
      rows.push({ name, cells: [median(timesMs), Math.max(...timesMs), scans] });
    }
    const title = `Searches among ${size.toLocaleString('en')} keys, beside as many of another workspace`;
    printTable(title, ['ms', 'max ms', 'rows read, and how'], rows);
  } finally {
    await explaining.close();
  }
}

interface Ids {
  readonly workspaceId: string;
  readonly apiId: string;
  readonly size: number;
}

function searchesOf({ workspaceId, apiId, size }: Ids): [string, KeySearch][] {
  const none = {
    text: '',
    externalId: undefined,
    status: undefined,
    expiresBeforeMs: undefined,
    unusedSinceMs: undefined,
  };
  const base: KeySearch = {
    workspaceId,
    apiId,
    ...none,
    sort: 'createdAt',
    isDescending: false,
    from: undefined,
    limit: 100,
    counts: false,
    nowMs: NOW_MS,
  };
  const middle = String(size / 2);
  return [
    ['by creation, newest first', { ...base, isDescending: true }],
    ['by name', { ...base, sort: 'name' }],
    ['by expiry', { ...base, sort: 'expires' }],
    ['by last use, latest first', { ...base, sort: 'lastUsedAt', isDescending: true }],
    ['by last use, never used first', { ...base, sort: 'lastUsedAt' }],
    ['text of one key', { ...base, text: `key ${middle}` }],
    ['text of one key, by name, counted', { ...base, text: middle, sort: 'name', counts: true }],
    ['text of every fifth key', { ...base, text: 'staging' }],
    ['text of every fifth key, counted', { ...base, text: 'staging', counts: true }],
    ['text of no key', { ...base, text: 'lighthouse' }],
    ['two characters of no key', { ...base, text: '§§' }],
    ['externalId of an owner', { ...base, text: `user_${middle}` }],
    ['disabled, by name', { ...base, status: 'disabled', sort: 'name' }],
    ['no credits left: no key', { ...base, status: 'exhausted' }],
    ['expires within a day, counted', { ...base, expiresBeforeMs: NOW_MS + DAY_MS, counts: true }],
    ['unused for a year', { ...base, unusedSinceMs: NOW_MS - 365 * DAY_MS, sort: 'lastUsedAt' }],
    ['all, counted', { ...base, counts: true }],
  ];
}

async function seed(db: Database['db'], workspaceId: string, size: number): Promise<void> {
  const apiId = `api_of_${workspaceId}`;
  await sql`insert into workspaces (id, name, created_at_ms) values (${workspaceId}, '', 0)`.execute(
    db,
  );
  await sql`
    insert into apis (workspace_id, id, name, key_space_id, created_at_ms)
    values (${workspaceId}, ${apiId}, '', ${`ks_of_${workspaceId}`}, 0)`.execute(db);
  await sql`
    insert into identities (workspace_id, id, external_id, created_at_ms)
    select ${workspaceId}, 'id_' || lpad(n::text, 7, '0'), 'user_' || n, 0
    from generate_series(1, ${size}::int, 10) as n`.execute(db);
  await sql`
    insert into keys (workspace_id, id, api_id, hash, start, name, identity_id, enabled,
      expires_at_ms, credits_remaining, created_at_ms)
    select ${workspaceId}, 'key_0V' || lpad(n::text, 7, '0') || substr(md5(n::text), 1, 9), ${apiId},
      encode(sha256(convert_to(${workspaceId} || n, 'UTF8')), 'base64'),
      'prod_' || substr(md5(n::text), 10, 4),
      (array['Acme', 'Globex', 'Initech', 'Umbrella', 'Hooli'])[1 + n % 5] || ' '
        || (array['production', 'staging', 'ci', 'mobile', 'partner'])[1 + n / 5 % 5] || ' key ' || n,
      case when n % 10 = 1 then 'id_' || lpad(n::text, 7, '0') end, n % 500 <> 0,
      case when n % 4 = 0 then ${NOW_MS}::bigint + n * 3600000::bigint end,
      case when n % 7 = 0 then 100 end, n
    from generate_series(1, ${size}::int) as n`.execute(db);
  await sql`
    insert into key_last_used (workspace_id, key_id, last_used_at_ms, api_id, used_minute)
    select workspace_id, id, ${NOW_MS}::bigint - created_at_ms * 60000, api_id,
      ${NOW_MS}::bigint / 60000 - created_at_ms
    from keys where workspace_id = ${workspaceId} and created_at_ms % 2 = 0`.execute(db);
}

const BATCH = 500;
const BATCHES = 40;

/** What the index of last uses costs the recording of uses, which nothing waits for. */
export async function benchUses({ db }: Pick<Database, 'db'>): Promise<void> {
  const workspaceId = `ws_a_${SIZES[0]}`;
  const cases: [string, UseCase][] = [
    ['one key', { keys: 1, stepMs: 1000 }],
    ['100,000 keys in turn, a second between batches', { keys: 100_000, stepMs: 1000 }],
    ['100,000 keys in turn, a minute between batches', { keys: 100_000, stepMs: 60_000 }],
    ['the same 500 keys, a second between batches', { keys: 500, stepMs: 1000 }],
    ['the same 500 keys, a minute between batches', { keys: 500, stepMs: 60_000 }],
  ];
  const measure = async () => {
    const timesMs: number[] = [];
    for (const [, use] of cases) timesMs.push(await recordUses(db, { workspaceId, ...use }));
    return timesMs;
  };
  await inTransaction(db, (tx) => ensureEventPartitions(tx, [eventDay(NOW_MS)]));
  await measure();
  const withIt = await measure();
  const index = sql`key_last_used_by_minute`;
  await sql`drop index ${index}`.execute(db);
  const without = await measure();
  await sql`create index ${index} on key_last_used (workspace_id, api_id, used_minute, key_id)`.execute(
    db,
  );
  const rows = cases.map(([name], row) => {
    const [one = Number.NaN, other = Number.NaN] = [withIt[row], without[row]];
    return { name, cells: [one, other, one / other] };
  });
  const headings = ['ms with the index', 'ms without', 'ratio'];
  printTable(`Recording batches of ${BATCH} verifications`, headings, rows);
}

interface UseCase {
  readonly keys: number;
  readonly stepMs: number;
}

let clockMs = NOW_MS;
let batches = 0;

/** The median time of a batch. */
async function recordUses(
  db: Database['db'],
  { workspaceId, keys, stepMs }: UseCase & { readonly workspaceId: string },
): Promise<number> {
  const { rows: found } = await sql<{ id: string; api_id: string }>`
    select id, api_id from keys where workspace_id = ${workspaceId} limit ${keys}`.execute(db);
  const timesMs: number[] = [];
  let next = 0;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    clockMs += stepMs;
    batches += 1;
    const events = Array.from({ length: BATCH }, () => {
      const { id: keyId = '', api_id: apiId = '' } = found[next++ % found.length] ?? {};
      const ids = { workspaceId, apiId, keyId, identityId: '', requestId: 'req_bench' };
      const owner = { keySpaceId: 'ks_bench', externalId: '' };
      const rest = { code: 'VALID', tags: [], spentCredits: 0, latencyUs: 100 };
      const decision = { permissionQuery: '', creditCost: 0, deniedLimit: '' };
      return verificationToJson({ timeMs: clockMs, ...ids, ...owner, ...rest, ...decision });
    });
    const json = Buffer.from(`[${events.join()}]`);
    const days = new Set([eventDay(clockMs)]);
    const id = `bench_${batches}`;
    const sent = { id, startMs: clockMs, count: BATCH, days, toJson: () => json };
    const startedMs = performance.now();
    await insertVerificationEvents(db, sent);
    timesMs.push(performance.now() - startedMs);
  }
  return median(timesMs);
}

/** What the indexes cost those who create keys: with all of them, and with none of them. */
export async function benchCreates(service: BenchService): Promise<void> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Created' });
  await create(service, apiId);
  const withThem = await create(service, apiId);
  await sql`drop index keys_search, keys_by_name, keys_by_expiry, keys_disabled`.execute(
    service.db,
  );
  const without = await create(service, apiId);
  printTable(
    'Keys created one by one, 16 at a time',
    ['keys/s'],
    [
      { name: 'with the indexes of searches', cells: [withThem] },
      { name: 'without them', cells: [without] },
    ],
  );
}

async function create(service: BenchService, apiId: string): Promise<number> {
  const startedMs = performance.now();
  let left = CREATES;
  const work = async () => {
    for (; left > 0; left -= 1) {
      await service.call('keys.createKey', { apiId, name: `Acme production key ${left}` });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return (CREATES * 1000) / (performance.now() - startedMs);
}
