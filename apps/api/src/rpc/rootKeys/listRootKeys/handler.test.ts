import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

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
    await workspace.call('rootKeys.deleteRootKey', { rootKeyId: deleted });
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await workspace.call('rootKeys.listRootKeys', { limit: 2, cursor });
      expect(page.body.data.length).toBeLessThanOrEqual(2);
      listed.push(...page.body.data.map(({ rootKeyId }: { rootKeyId: string }) => rootKeyId));
      cursor = page.body.pagination.cursor;
      expect(page.body.pagination.hasMore).toBe(cursor !== undefined);
    } while (cursor !== undefined);
    // The first is the one that the workspace came with.
    expect(listed.slice(1)).toEqual(ids.filter((id) => id !== deleted));
  });

  it('without any hash', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('rootKeys.listRootKeys', {});
    expect(Object.keys(body.data[0])).not.toContain('hash');
  });
});

describe('refuses', () => {
  it('a root key that may not read root keys', async () => {
    const workspace = await harness.newWorkspace();
    const weak = await workspace.newRootKey(['root_key.*.create_root_key']);
    expect((await weak.call('rootKeys.listRootKeys', {})).status).toBe(403);
  });
});
