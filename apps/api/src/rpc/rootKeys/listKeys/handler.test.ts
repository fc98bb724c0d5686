import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { updateRootKey } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('answers', () => {
  it('with every live root key of the workspace once, page by page, the oldest first', async () => {
    const workspace = await harness.newWorkspace();
    await (await harness.newWorkspace()).newRootKey([]);
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) {
      harness.clock.advance(1);
      ids.push((await workspace.newRootKey(['api.*.read_key'])).id);
    }
    const [, deleted = ''] = ids;
    await workspace.call('rootKeys.deleteKey', { keyId: deleted });
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await workspace.call('rootKeys.listKeys', { limit: 2, cursor });
      expect(page.body.data.length).toBeLessThanOrEqual(2);
      listed.push(...page.body.data.map(({ keyId }: { keyId: string }) => keyId));
      cursor = page.body.pagination.cursor;
      expect(page.body.pagination.hasMore).toBe(cursor !== undefined);
    } while (cursor !== undefined);
    // The first is the one that the workspace came with.
    expect(listed.slice(1)).toEqual(ids.filter((id) => id !== deleted));
  });

  it('with all fields, for disabled and expired root keys as well', async () => {
    const workspace = await harness.newWorkspace();
    const { id, rootKey } = await workspace.newRootKey([]);
    const expires = harness.clock.nowMs() - 1;
    await updateRootKey(harness.deps, rootKey, { enabled: false, expires_at_ms: expires });
    const { body } = await workspace.call('rootKeys.listKeys', {});
    const shown = body.data.find(({ keyId }: { keyId: string }) => keyId === id);
    expect(shown).toEqual({
      keyId: id,
      name: 'Test root key',
      start: 'unkey_',
      end: '',
      enabled: false,
      createdAt: harness.clock.nowMs(),
      lastUsedAt: 0,
      expires,
      permissions: [],
    });
  });

  it('with the root keys that the caller may read, page by page, and never with a refusal', async () => {
    const workspace = await harness.newWorkspace();
    const others = [1, 2, 3].map(() => workspace.newRootKey([]));
    const [one, , three] = await Promise.all(others);
    const here = (id: string) => `unkey:v1:${workspace.id}:rootKeys/${id}#read`;
    const ids = [one?.id ?? '', three?.id ?? ''].sort();
    const reader = await workspace.newRootKey(ids.map(here));
    const first = await reader.call('rootKeys.listKeys', { limit: 1 });
    const { cursor } = first.body.pagination;
    const second = await reader.call('rootKeys.listKeys', { limit: 1, cursor });
    const read = [...first.body.data, ...second.body.data];
    expect(read.map(({ keyId }: { keyId: string }) => keyId)).toEqual(ids);
    expect(second.body.pagination).toEqual({ hasMore: false });
  });

  it('with an empty page for a caller that may read none', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    for (const permissions of [
      [],
      [`unkey:v1:${workspace.id}:rootKeys/*#write`],
      [`unkey:v1:${other.id}:rootKeys/*#read`],
    ]) {
      const { call } = await workspace.newRootKey(permissions);
      const { status, body } = await call('rootKeys.listKeys', {});
      expect(status).toBe(200);
      expect(body).toMatchObject({ data: [], pagination: { hasMore: false } });
    }
  });

  it('without any hash', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('rootKeys.listKeys', {});
    expect(Object.keys(body.data[0])).not.toContain('hash');
  });
});
