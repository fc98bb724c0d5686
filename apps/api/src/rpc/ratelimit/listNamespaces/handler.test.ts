import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** Namespaces `a`, `b` and a deleted `c`. Returns their ids. */
async function newNamespaces() {
  const workspace = await harness.newWorkspace();
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    harness.clock.advance(1);
    const { body } = await workspace.call('ratelimit.createNamespace', { name });
    ids.push(body.data.namespaceId);
  }
  await workspace.call('ratelimit.deleteNamespace', { namespace: 'c' });
  return { workspace, ids };
}

describe('ratelimit.listNamespaces', () => {
  it('shows namespaces that are not deleted, page by page, the oldest first', async () => {
    const { workspace, ids } = await newNamespaces();
    const first = await workspace.call('ratelimit.listNamespaces', { limit: 1 });
    expect(first.body.data).toEqual([{ id: ids[0], name: 'a', createdAt: expect.any(Number) }]);
    const { cursor } = first.body.pagination;
    const second = await workspace.call('ratelimit.listNamespaces', { limit: 1, cursor });
    expect(second.body.data).toMatchObject([{ id: ids[1], name: 'b' }]);
    expect(second.body.pagination).toEqual({ hasMore: false });
  });

  it('shows only namespaces that the root key may read', async () => {
    const { workspace, ids } = await newNamespaces();
    const sighted = await workspace.newRootKey([`ratelimit.${ids[1]}.read_namespace`]);
    const { body } = await sighted.call('ratelimit.listNamespaces', {});
    expect(body.data).toMatchObject([{ name: 'b' }]);
    const blind = await workspace.newRootKey(['ratelimit.*.limit']);
    expect((await blind.call('ratelimit.listNamespaces', {})).status).toBe(403);
  });

  it('shows nothing of other workspaces, even to a caller that knows their ids', async () => {
    const { ids } = await newNamespaces();
    const foreign = await harness.newWorkspace();
    expect((await foreign.call('ratelimit.listNamespaces', {})).body.data).toEqual([]);
    const curious = await foreign.newRootKey([`ratelimit.${ids[0]}.read_namespace`]);
    expect((await curious.call('ratelimit.listNamespaces', {})).body.data).toEqual([]);
  });
});
