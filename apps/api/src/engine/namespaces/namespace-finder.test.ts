import { createFakeClock } from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Store, startStore } from '../../../test/store.js';
import { callerIn } from '../../../test/verifier.js';
import { createNamespaceCreator } from '../../operations/rate-limits/create-namespaces.js';
import { CREATE_NAMESPACE } from '../../rpc/check-rights.js';
import { createCaches } from '../caches/caches.js';
import { NamespaceFinder, namespaceOf } from './namespace-finder.js';

const ALL_RIGHTS = ['ratelimit.*.create_namespace', 'ratelimit.*.limit'];

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(() => store.stop());

async function startScene() {
  const { workspaceId } = await store.newApi();
  const { db } = store;
  const caches = createCaches({ db, isCurrent: () => true, keysMax: 100 });
  const creator = createNamespaceCreator(
    { db, caches, clock: createFakeClock() },
    CREATE_NAMESPACE,
  );
  const finder = new NamespaceFinder({ cache: caches.namespaces, creator });
  const from = (held: string[]) => {
    const caller = callerIn(workspaceId, held);
    return { caller, ip: '203.0.113.7', userAgent: null, requestId: 'req_1' };
  };
  const namesOf = async () => {
    const query = db.selectFrom('rate_limit_namespaces').select('name');
    const rows = await query.where('workspace_id', '=', workspaceId).orderBy('name').execute();
    return rows.map(({ name }) => name);
  };
  return { workspaceId, finder, from, namesOf };
}

const locate = () => 'body.namespace';

describe('the finder of namespaces', () => {
  it('finds one that it knows without a promise, by name and by id', async () => {
    const { workspaceId, finder, from } = await startScene();
    const { id } = namespaceOf(await finder.ensure(from(ALL_RIGHTS), ['one'], locate), 'one');
    for (const idOrName of ['one', id]) {
      await finder.find(workspaceId, idOrName);
      expect(finder.find(workspaceId, idOrName)).toMatchObject({ id, name: 'one' });
    }
  });

  it('creates the missing namespaces, and no other', async () => {
    const { finder, from, namesOf } = await startScene();
    const one = namespaceOf(await finder.ensure(from(ALL_RIGHTS), ['one'], locate), 'one');
    const both = await finder.ensure(from(ALL_RIGHTS), ['one', 'two'], locate);
    expect(namespaceOf(both, 'one').id).toBe(one.id);
    expect(await namesOf()).toEqual(['one', 'two']);
  });

  it('creates one namespace for any number of checks at once', async () => {
    const { finder, from, namesOf } = await startScene();
    const ensured = await Promise.all(
      Array.from({ length: 10 }, () => finder.ensure(from(ALL_RIGHTS), ['new'], locate)),
    );
    expect(new Set(ensured.map((found) => namespaceOf(found, 'new').id)).size).toBe(1);
    expect(await namesOf()).toEqual(['new']);
  });

  it.each(ALL_RIGHTS)('creates nothing for a caller that has only %s', async (right) => {
    const { finder, from, namesOf } = await startScene();
    await expect(finder.ensure(from([right]), ['one', 'two'], locate)).rejects.toMatchObject({
      code: 'unkey/authorization/insufficient_permissions',
    });
    expect(await namesOf()).toEqual([]);
  });

  it('does not take an unknown id for a new name, and then creates nothing at all', async () => {
    const { finder, from, namesOf } = await startScene();
    await expect(
      finder.ensure(from(ALL_RIGHTS), ['one', 'rlns_none'], locate),
    ).rejects.toMatchObject({
      code: 'unkey/data/ratelimit_namespace_not_found',
    });
    expect(await namesOf()).toEqual([]);
  });
});
