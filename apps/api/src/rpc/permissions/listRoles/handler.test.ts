import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('permissions.listRoles', () => {
  it('shows every role of the workspace once with its permissions, in pages ordered by id', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    for (const name of ['a', 'b', 'c']) {
      await own.call('permissions.createRole', { name, permissions: ['shared', `only.${name}`] });
    }
    await other.call('permissions.createRole', { name: 'd' });
    const whole = await own.call('permissions.listRoles', {});
    const first = await own.call('permissions.listRoles', { limit: 2 });
    const { cursor } = first.body.pagination;
    const second = await own.call('permissions.listRoles', { limit: 2, cursor });
    const items = [...first.body.data, ...second.body.data];
    expect(items).toEqual(whole.body.data);
    const ids: string[] = items.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(second.body.pagination).toEqual({ hasMore: false });
    for (const { name, permissions } of items) {
      expect(permissions.map(({ slug }: { slug: string }) => slug)).toEqual([
        `only.${name}`,
        'shared',
      ]);
    }
    const names: string[] = items.map(({ name }) => name);
    expect(names.sort()).toEqual(['a', 'b', 'c']);
  });

  it('searches id, name and description but not the permissions', async () => {
    const workspace = await harness.newWorkspace();
    const create = (body: object) => workspace.call('permissions.createRole', body);
    const editor = await create({ name: 'Editor', permissions: ['needle'] });
    await create({ name: 'Viewer', description: 'Not an editor' });
    await create({ name: 'Other' });
    const search = async (text: string) => {
      const { body } = await workspace.call('permissions.listRoles', { search: text });
      return body.data.map(({ name }: { name: string }) => name).sort();
    };
    expect(await search(' eDITOR ')).toEqual(['Editor', 'Viewer']);
    expect(await search(editor.body.data.roleId)).toEqual(['Editor']);
    expect(await search('needle')).toEqual([]);
    expect(await search('')).toEqual(['Editor', 'Other', 'Viewer']);
  });

  it('refuses a root key without the right', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['rbac.*.read_permission']);
    expect((await limited.call('permissions.listRoles', {})).status).toBe(403);
  });
});
