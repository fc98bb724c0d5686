import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiIds, NOW_MS, type Store, startStore } from '../../../test/store.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';
import type { Position } from '../search/walk.js';
import type { KeySearch, KeySort, KeyStatus } from './key-search.js';
import { searchKeys, type WalkBounds } from './search-keys.js';

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

const MINUTE_MS = 60_000;
const NAMES = [null, 'Acme', 'acme two', 'Beta', 'ACME', 'b_%', 'Ünï'];
const OWNERS = [null, 'user_1', 'User_2', 'acme.org'];

interface ModelKey {
  readonly id: string;
  readonly name: string | null;
  readonly start: string;
  readonly owner: string | null;
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly credits: number | null;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
}

const someKey = fc.record({
  name: fc.constantFrom(...NAMES),
  start: fc.constantFrom('', 'prod_aB', 'test_'),
  owner: fc.constantFrom(...OWNERS),
  enabled: fc.boolean(),
  expiresAtMs: fc.constantFrom(null, NOW_MS - 1, NOW_MS, NOW_MS + 1, NOW_MS + 5),
  credits: fc.constantFrom(null, 0, 3),
  createdAtMs: fc.constantFrom(NOW_MS - 9 * MINUTE_MS, NOW_MS),
  lastUsedAtMs: fc.constantFrom(null, NOW_MS - 5 * MINUTE_MS, NOW_MS - MINUTE_MS + 7, NOW_MS),
});

const someSearch = fc.record({
  text: fc.constantFrom('', '', 'acme', 'ACME', 'user_', 'prod', 'b', '_', '%', 'two', 'key_0'),
  externalId: fc.constantFrom(undefined, undefined, 'user_1', 'nobody'),
  status: fc.constantFrom<KeyStatus | undefined>(
    undefined,
    'active',
    'disabled',
    'expired',
    'exhausted',
  ),
  expiresBeforeMs: fc.constantFrom(undefined, undefined, NOW_MS, NOW_MS + 2),
  unusedSinceMs: fc.constantFrom(undefined, undefined, NOW_MS - 2 * MINUTE_MS, NOW_MS),
  sort: fc.constantFrom<KeySort>('createdAt', 'lastUsedAt', 'expires', 'name'),
  isDescending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 7 }),
});

const someBounds = fc.constantFrom<WalkBounds>(
  { quickMax: 1, examinedMax: 1, countedMax: 1, gathers: false },
  { quickMax: 1, examinedMax: 3, countedMax: 1, gathers: true },
  { quickMax: 2, examinedMax: 5, countedMax: 1, gathers: false },
  { quickMax: 2000, examinedMax: 20_000, countedMax: 1, gathers: true },
);

type Filters = Omit<KeySearch, 'workspaceId' | 'apiId' | 'from' | 'counts' | 'nowMs'>;

function fold(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function isExpired({ expiresAtMs }: ModelKey): boolean {
  return expiresAtMs !== null && expiresAtMs < NOW_MS;
}

function passes(key: ModelKey, { text, externalId, status, ...filters }: Filters): boolean {
  const texts = [key.id, key.start, key.name ?? '', key.owner ?? ''];
  const { expiresBeforeMs = Infinity, unusedSinceMs = Infinity } = filters;
  const statuses: Record<KeyStatus, boolean> = {
    disabled: !key.enabled,
    expired: isExpired(key),
    exhausted: key.credits === 0,
    active: key.enabled && !isExpired(key) && key.credits !== 0,
  };
  return (
    texts.some((one) => fold(one).includes(fold(text))) &&
    (externalId === undefined || key.owner === externalId) &&
    (status === undefined || statuses[status]) &&
    (filters.expiresBeforeMs === undefined || (key.expiresAtMs ?? Infinity) < expiresBeforeMs) &&
    (key.lastUsedAtMs ?? key.createdAtMs) < unusedSinceMs
  );
}

const VALUES: Record<KeySort, (key: ModelKey) => string | number> = {
  createdAt: ({ id }) => id,
  name: ({ name }) => fold(name ?? ''),
  expires: ({ expiresAtMs }) => expiresAtMs ?? Infinity,
  lastUsedAt: ({ lastUsedAtMs }) => Math.floor((lastUsedAtMs ?? 0) / MINUTE_MS),
};

/** As PostgreSQL compares texts in the collation "C". */
function compare(one: string | number, other: string | number): number {
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(String(other)));
  return one === other ? 0 : one < Number(other) ? -1 : 1;
}

function expectedIds(keys: readonly ModelKey[], search: Filters): string[] {
  const sortValueOf = VALUES[search.sort];
  const sorted = keys
    .filter((key) => passes(key, search))
    .sort((a, b) => compare(sortValueOf(a), sortValueOf(b)) || compare(a.id, b.id));
  const found = search.isDescending ? sorted.reverse() : sorted;
  // Keys that were never used come last, in both directions.
  const isUsed = ({ lastUsedAtMs }: ModelKey) =>
    search.sort !== 'lastUsedAt' || lastUsedAtMs !== null;
  return [...found.filter(isUsed), ...found.filter((key) => !isUsed(key))].map(({ id }) => id);
}

async function seed(keys: readonly Omit<ModelKey, 'id'>[]) {
  const api = await store.newApi();
  const { workspaceId, apiId } = api;
  await sql`
    insert into identities (workspace_id, id, external_id, created_at_ms)
    select ${workspaceId}, 'id_' || owner, owner, ${NOW_MS}::bigint
    from unnest(${OWNERS.filter((owner) => owner !== null)}::text[]) as owner`.execute(store.db);
  const model = keys.map((key, index) => ({ ...key, id: `key_${String(index).padStart(3, '0')}` }));
  if (model.length === 0) return { api, model };
  await store.db
    .insertInto('keys')
    .values(model.map((key) => ({ ...rowOf(key), workspace_id: workspaceId, api_id: apiId })))
    .execute();
  // As a program from before the migration writes it: the trigger completes the row.
  for (const { id, lastUsedAtMs } of model) {
    if (lastUsedAtMs === null) continue;
    await sql`insert into key_last_used (workspace_id, key_id, last_used_at_ms)
      values (${workspaceId}, ${id}, ${lastUsedAtMs})`.execute(store.db);
  }
  return { api, model };
}

function rowOf(key: ModelKey) {
  return {
    id: key.id,
    hash: sha256Base64(key.id),
    start: key.start,
    name: key.name,
    identity_id: key.owner === null ? null : `id_${key.owner}`,
    enabled: key.enabled,
    expires_at_ms: key.expiresAtMs,
    credits_remaining: key.credits,
    created_at_ms: key.createdAtMs,
  };
}

function searchOf({ workspaceId, apiId }: ApiIds, filters: Filters): KeySearch {
  return { ...filters, workspaceId, apiId, from: undefined, counts: false, nowMs: NOW_MS };
}

/** The ids on all pages. `between` runs after each page. */
async function collect(
  search: KeySearch,
  bounds?: WalkBounds,
  between: () => Promise<unknown> = async () => undefined,
): Promise<string[]> {
  const ids: string[] = [];
  let from: Position | undefined;
  do {
    const page = await searchKeys(store.db, { ...search, from }, bounds);
    expect(page.positions.length).toBeLessThanOrEqual(search.limit);
    ids.push(...page.positions.map(({ id }) => id));
    from = page.next;
    await between();
  } while (from !== undefined);
  return ids;
}

describe('searchKeys', () => {
  it('finds what a plain reading of its filters finds, in order, on pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someKey, { maxLength: 25 }),
        fc.array(fc.tuple(someSearch, someBounds), { minLength: 8, maxLength: 8 }),
        async (keys, searches) => {
          const { api, model } = await seed(keys);
          for (const [filters, bounds] of searches) {
            const found = await collect(searchOf(api, filters), bounds);
            expect(found).toEqual(expectedIds(model, filters));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('counts all matches, whatever the page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someKey, { minLength: 5, maxLength: 25 }),
        fc.array(someSearch, { minLength: 8, maxLength: 8 }),
        async (keys, searches) => {
          const { api, model } = await seed(keys);
          for (const filters of searches) {
            const search = { ...searchOf(api, filters), counts: true };
            const { total } = await searchKeys(store.db, search);
            expect(total).toEqual({ count: expectedIds(model, filters).length, isExact: true });
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  it('shows a key once and loses none while others are created, changed and deleted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someKey, { minLength: 6, maxLength: 20 }),
        someSearch,
        someBounds,
        fc.infiniteStream(fc.nat({ max: 19 })),
        async (keys, filters, bounds, picks) => {
          const { api, model } = await seed(keys);
          const touched = new Set<string>();
          const disturb = async () => {
            const { value: pick } = picks.next();
            const victim = model[Number(pick)]?.id;
            if (victim !== undefined) {
              touched.add(victim);
              await store.db
                .updateTable('keys')
                .set({ name: 'zz', expires_at_ms: NOW_MS + 9, deleted_at_ms: Number(pick) || null })
                .where('workspace_id', '=', api.workspaceId)
                .where('id', '=', victim)
                .execute();
            }
            const { keyId } = await store.newKey(api);
            touched.add(keyId);
          };
          const found = await collect(searchOf(api, { ...filters, limit: 2 }), bounds, () =>
            touched.size > 12 ? Promise.resolve() : disturb(),
          );
          const untouched = (ids: readonly string[]) => ids.filter((id) => !touched.has(id));
          expect(untouched(found)).toEqual(untouched(expectedIds(model, filters)));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('finds nothing of another API and another workspace', async () => {
    const one = await store.newApi();
    const other = await store.newApi();
    await store.newKey(other, { name: 'secret project' });
    const filters = { text: 'secret', externalId: undefined, status: undefined, limit: 5 };
    const rest = { expiresBeforeMs: undefined, unusedSinceMs: undefined, sort: 'name' } as const;
    const search = searchOf(one, { ...filters, ...rest, isDescending: false });
    expect(await collect(search)).toEqual([]);
    expect(await collect({ ...search, apiId: other.apiId })).toEqual([]);
    expect(await collect({ ...search, workspaceId: other.workspaceId })).toEqual([]);
  });

  it('finds the key of an owner among more owners than it gathers', async () => {
    const api = await store.newApi();
    await sql`
      insert into identities (workspace_id, id, external_id, created_at_ms)
      select ${api.workspaceId}, 'id_' || n, 'tenant_' || n, 0
      from generate_series(1, 10050) as n`.execute(store.db);
    const owned = await store.newKey(api, { identity_id: 'id_10050' });
    const others = await Promise.all([1, 2, 3].map(() => store.newKey(api)));
    expect(others).toHaveLength(3);
    const search = searchOf(api, {
      text: 'tenant_',
      externalId: undefined,
      status: undefined,
      expiresBeforeMs: undefined,
      unusedSinceMs: undefined,
      sort: 'createdAt',
      isDescending: false,
      limit: 5,
    });
    const tiny = { quickMax: 1, examinedMax: 1, countedMax: 1, gathers: true };
    expect(await collect(search, tiny)).toEqual([owned.keyId]);
  });
});
