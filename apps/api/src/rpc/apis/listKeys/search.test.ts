import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../../test/answer.js';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let harness: Harness;
let workspace: Workspace;
let apiId: string;
/** Ids by name. */
const ids: Record<string, string> = {};
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  apiId = await workspace.newApi();
  const expires = harness.clock.nowMs() + DAY_MS;
  const keys = [
    { name: 'Acme production', externalId: 'user_42', prefix: 'live' },
    { name: 'acme staging', expires },
    { name: 'Globex 100%', enabled: false },
    { name: 'Initech', credits: { remaining: 0 }, externalId: 'Org.7' },
    {},
  ];
  for (const key of keys) {
    harness.clock.advance(1);
    ids[key.name ?? 'unnamed'] = (await workspace.newKey({ apiId, ...key })).keyId;
  }
});
afterAll(() => harness.stop());

const list = (fields: object) => workspace.call('apis.listKeys', { apiId, ...fields });
const namesOf = ({ body }: Answer): string[] =>
  body.data.map(({ name = 'unnamed' }: { name?: string }) => name);
const found = async (fields: object) => namesOf(await list(fields));

describe('apis.listKeys answers', () => {
  it.each([
    ['a part of the name, in any case', 'ACME', ['Acme production', 'acme staging']],
    ['a text too short for the index', '0%', ['Globex 100%']],
    ['the externalId of the owner', 'org.7', ['Initech']],
    ['the start', 'live_', ['Acme production']],
    ['% literally', '0%', ['Globex 100%']],
    ['_ literally', 'acme_', []],
    ['a quote literally', "' or true --", []],
    ['a text with space around it', '  globex\n', ['Globex 100%']],
    ['what nothing contains', 'nobody', []],
  ])('a search for %s', async (_, search, expected) => {
    expect(await found({ search })).toEqual(expected);
  });

  it('a search for a part of an id', async () => {
    const id = ids['Initech'] ?? '';
    expect(await found({ search: id.toUpperCase() })).toEqual(['Initech']);
    expect(await found({ search: id.slice(5) })).toEqual(['Initech']);
  });

  it('in each order, with absent values where the contract says', async () => {
    const oldest = ['Acme production', 'acme staging', 'Globex 100%', 'Initech', 'unnamed'];
    expect(await found({ sort: 'createdAt' })).toEqual(oldest);
    expect(await found({ order: 'desc' })).toEqual(oldest.toReversed());
    const byName = ['unnamed', 'Acme production', 'acme staging', 'Globex 100%', 'Initech'];
    expect(await found({ sort: 'name' })).toEqual(byName);
    expect((await found({ sort: 'expires' }))[0]).toBe('acme staging');
    expect((await found({ sort: 'expires', order: 'desc' })).at(-1)).toBe('acme staging');
  });

  it('by last use, to the minute', async () => {
    const own = await harness.newWorkspace();
    const api = await own.newApi();
    const keyIds: string[] = [];
    for (const _ of [1, 2, 3]) {
      harness.clock.advance(60_000);
      const { key, keyId } = await own.newKey({ apiId: api });
      keyIds.push(keyId);
      await own.call('keys.verifyKey', { key });
    }
    const { keyId: unused } = await own.newKey({ apiId: api });
    await harness.deps.recorder.flush();
    const ask = async (fields: object) => {
      const { body } = await own.call('apis.listKeys', { apiId: api, ...fields });
      return body.data.map(({ keyId }: { keyId: string }) => keyId);
    };
    expect(await ask({ sort: 'lastUsedAt' })).toEqual([...keyIds, unused]);
    expect(await ask({ sort: 'lastUsedAt', order: 'desc' })).toEqual([
      ...keyIds.toReversed(),
      unused,
    ]);
    expect(await ask({ unusedSince: harness.clock.nowMs() - 30_000 })).toEqual(keyIds.slice(0, 2));
  });

  it('the keys of one status', async () => {
    expect(await found({ status: 'disabled' })).toEqual(['Globex 100%']);
    expect(await found({ status: 'exhausted' })).toEqual(['Initech']);
    expect(await found({ status: 'expired' })).toEqual([]);
    expect(await found({ status: 'active' })).toEqual([
      'Acme production',
      'acme staging',
      'unnamed',
    ]);
  });

  it('the keys that expire before a moment', async () => {
    const expiresBefore = harness.clock.nowMs() + 2 * DAY_MS;
    expect(await found({ expiresBefore })).toEqual(['acme staging']);
    expect(await found({ expiresBefore, search: 'globex' })).toEqual([]);
  });

  it('a total only if it is asked for, the same on every page', async () => {
    const first = await list({ search: 'acme', limit: 1, count: true });
    expect(first.body.pagination.total).toEqual({ count: 2, isExact: true });
    const { cursor } = first.body.pagination;
    const second = await list({ search: 'acme', limit: 1, count: true, cursor });
    expect(second.body.pagination).toEqual({ hasMore: false, total: { count: 2, isExact: true } });
    expect((await list({ search: 'acme' })).body.pagination).toEqual({ hasMore: false });
    const all = await list({ count: true, limit: 2 });
    expect(all.body.pagination.total).toEqual({ count: 5, isExact: true });
    const next = await list({ limit: 2, cursor: all.body.pagination.cursor });
    expect(next.status).toBe(200);
  });

  it('each key as without a search', async () => {
    const all = await list({});
    const sorted = await list({ sort: 'name' });
    const byId = (one: { keyId: string }, other: { keyId: string }) =>
      one.keyId < other.keyId ? -1 : 1;
    expect(sorted.body.data.toSorted(byId)).toEqual(all.body.data.toSorted(byId));
  });
});

describe('apis.listKeys refuses', () => {
  it('a cursor of another search, sort, order or filter, and says so', async () => {
    const body = { sort: 'name', search: 'acme', status: 'active', limit: 1 };
    const { cursor } = (await list(body)).body.pagination;
    expect((await list({ ...body, cursor, limit: 5 })).status).toBe(200);
    const others = [
      { sort: 'expires' },
      { search: 'acm' },
      { order: 'desc' },
      { status: undefined },
    ];
    for (const other of others) {
      const { status, body: answer } = await list({ ...body, cursor, ...other });
      expect(status).toBe(400);
      expect(answer.error.errors[0]).toMatchObject({
        location: 'body.cursor',
        message: 'is not a cursor of this list with these filters in this order',
      });
    }
  });

  it.each(['x'.repeat(257), 5, null])('the search %j', async (search) => {
    expect((await list({ search })).status).toBe(400);
  });
});
