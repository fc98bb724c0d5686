import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  await workspace.call('ratelimit.createNamespace', { name: 'holder' });
  for (const name of NAMES) {
    for (const create of Object.values(LISTS).map((list) => list.create)) {
      harness.clock.advance(1);
      const [operation, body] = create(name);
      const answer = await workspace.call(operation, body);
      if (answer.status !== 200) throw new Error(`${operation}: ${JSON.stringify(answer.body)}`);
    }
  }
});
afterAll(() => harness.stop());

/** In the order of creation. By name, without case: alpha, Beta, gamma_100, zeta. */
const NAMES = ['zeta', 'alpha', 'gamma_100', 'Beta'];
const BY_NAME = ['alpha', 'Beta', 'gamma_100', 'zeta'];

interface List {
  readonly create: (name: string) => [operation: string, body: object];
  readonly sort: string;
  /** The field of an item that has its name. */
  readonly field: string;
  readonly request?: object;
}

const NUMBERS = { limit: 10, duration: 60_000 };

const LISTS: Readonly<Record<string, List>> = {
  'apis.listApis': {
    create: (name) => ['apis.createApi', { name: name.padEnd(3) }],
    sort: 'name',
    field: 'name',
  },
  'permissions.listPermissions': {
    create: (name) => ['permissions.createPermission', { name, slug: `p.${name}` }],
    sort: 'name',
    field: 'name',
  },
  'permissions.listRoles': {
    create: (name) => ['permissions.createRole', { name }],
    sort: 'name',
    field: 'name',
  },
  'rootKeys.listKeys': {
    create: (name) => ['rootKeys.createKey', { name, permissions: [] }],
    sort: 'name',
    field: 'name',
  },
  'ratelimit.listNamespaces': {
    create: (name) => ['ratelimit.createNamespace', { name }],
    sort: 'name',
    field: 'name',
  },
  'ratelimit.listOverrides': {
    create: (identifier) => [
      'ratelimit.setOverride',
      { namespace: 'holder', identifier, ...NUMBERS },
    ],
    sort: 'identifier',
    field: 'identifier',
    request: { namespace: 'holder' },
  },
};

describe.each(Object.entries(LISTS))('%s', (operation, { sort, field, request = {} }) => {
  const list = (fields: object) => workspace.call(operation, { ...request, ...fields });
  const named = ({ body }: Answer): string[] =>
    body.data
      .map((item: Record<string, string>) => item[field])
      .filter((name: string) => NAMES.includes(name));

  /** The names on all pages of one item each. */
  async function collect(fields: object): Promise<string[]> {
    const names: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const page: Answer = await list({ ...fields, limit: 1, cursor });
      names.push(...named(page));
      cursor = page.body.pagination.cursor;
    }
    return names;
  }

  it('is sorted by creation and by name, in both directions, on pages of any size', async () => {
    expect(await collect({})).toEqual(NAMES);
    expect(await collect({ order: 'desc' })).toEqual(NAMES.toReversed());
    expect(await collect({ sort })).toEqual(BY_NAME);
    expect(await collect({ sort, order: 'desc' })).toEqual(BY_NAME.toReversed());
    expect(named(await list({ sort, limit: 50 }))).toEqual(BY_NAME);
  });

  it('finds a text literally, in any case, and counts what it finds', async () => {
    const found = await list({ search: ' GAMMA_', sort, count: true });
    expect(named(found)).toEqual(['gamma_100']);
    expect(found.body.pagination).toEqual({ hasMore: false, total: { count: 1, isExact: true } });
    expect(named(await list({ search: 'gamma%' }))).toEqual([]);
    expect(named(await list({ search: 'eta', sort, order: 'desc' }))).toEqual(['zeta', 'Beta']);
  });

  it('shows nothing of another workspace to a search', async () => {
    const other = await harness.newWorkspace();
    await other.call('ratelimit.createNamespace', { name: 'holder' });
    const { body } = await other.call(operation, { ...request, search: 'eta', count: true });
    expect(body).toMatchObject({ data: [], pagination: { total: { count: 0 } } });
  });

  it('refuses a cursor of another order or search', async () => {
    const { cursor } = (await list({ sort, limit: 1 })).body.pagination;
    expect((await list({ sort, cursor, limit: 3, count: true })).status).toBe(200);
    for (const other of [{}, { sort, order: 'desc' }, { sort, search: 'a' }]) {
      const { status, body } = await list({ ...other, cursor });
      expect([status, body.error?.errors[0].location]).toEqual([400, 'body.cursor']);
    }
  });
});
