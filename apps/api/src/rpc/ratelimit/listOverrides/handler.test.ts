import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

const NUMBERS = { limit: 10, duration: 60_000 };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** A namespace with overrides for `user_0`, `user_1` and so on. */
async function newNamespace(count: number) {
  const workspace = await harness.newWorkspace();
  const { body } = await workspace.call('ratelimit.createNamespace', { name: 'sign-in' });
  for (let index = 0; index < count; index++) {
    harness.clock.advance(1);
    const override = { namespace: 'sign-in', identifier: `user_${index}`, ...NUMBERS };
    await workspace.call('ratelimit.setOverride', override);
  }
  return { workspace, namespaceId: body.data.namespaceId as string };
}

describe('ratelimit.listOverrides', () => {
  it('shows ten on a page by default, each once and the oldest first', async () => {
    const { workspace, namespaceId } = await newNamespace(12);
    const list = (fields: object = {}) =>
      workspace.call('ratelimit.listOverrides', { namespace: namespaceId, ...fields });
    const first = await list();
    expect(first.body.data).toHaveLength(10);
    expect(first.body.pagination).toEqual({ hasMore: true, cursor: expect.any(String) });
    const second = await list({ cursor: first.body.pagination.cursor, limit: 2 });
    expect(second.body.pagination).toEqual({ hasMore: false });
    const seen = [...first.body.data, ...second.body.data];
    expect(seen.map(({ identifier }) => identifier)).toEqual(
      Array.from({ length: 12 }, (_, index) => `user_${index}`),
    );
    expect(seen[0]).toEqual({
      overrideId: expect.stringMatching(/^rlor_/),
      identifier: 'user_0',
      ...NUMBERS,
    });
  });

  it('shows neither deleted overrides nor those of other namespaces', async () => {
    const { workspace } = await newNamespace(2);
    await workspace.call('ratelimit.createNamespace', { name: 'sign-up' });
    const elsewhere = { namespace: 'sign-up', identifier: 'user_9', ...NUMBERS };
    await workspace.call('ratelimit.setOverride', elsewhere);
    await workspace.call('ratelimit.deleteOverride', {
      namespace: 'sign-in',
      identifier: 'user_0',
    });
    const { body } = await workspace.call('ratelimit.listOverrides', { namespace: 'sign-in' });
    expect(body.data).toMatchObject([{ identifier: 'user_1' }]);
    expect(body.pagination).toEqual({ hasMore: false });
  });

  it('refuses with 403 without the right to this namespace', async () => {
    const { workspace, namespaceId } = await newNamespace(0);
    const request = { namespace: 'sign-in' };
    const blind = await workspace.newRootKey(['ratelimit.*.list_overrides']);
    expect((await blind.call('ratelimit.listOverrides', request)).status).toBe(403);
    const sighted = await workspace.newRootKey([`ratelimit.${namespaceId}.read_override`]);
    expect((await sighted.call('ratelimit.listOverrides', request)).body.data).toEqual([]);
  });

  it('refuses foreign and deleted namespaces like missing ones', async () => {
    const { workspace, namespaceId } = await newNamespace(1);
    const { workspace: foreign } = await newNamespace(1);
    const request = { namespace: namespaceId };
    const seen = await foreign.call('ratelimit.listOverrides', request);
    await workspace.call('ratelimit.deleteNamespace', request);
    const gone = await workspace.call('ratelimit.listOverrides', request);
    expect(seen.status).toBe(404);
    expect(seen.body.error).toEqual(gone.body.error);
  });
});
