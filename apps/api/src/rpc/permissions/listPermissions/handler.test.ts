import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newPermissions(workspace: Workspace, slugs: readonly string[]) {
  for (const slug of slugs) {
    await workspace.call('permissions.createPermission', { name: `Name of ${slug}`, slug });
  }
}

async function search(workspace: Workspace, text: string): Promise<string[]> {
  const { body } = await workspace.call('permissions.listPermissions', { search: text });
  return body.data.map(({ slug }: { slug: string }) => slug).sort();
}

describe('permissions.listPermissions', () => {
  it('answers with an empty list in a workspace without permissions', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('permissions.listPermissions', {});
    expect(body.data).toEqual([]);
    expect(body.pagination).toEqual({ hasMore: false });
  });

  it('shows every permission of the workspace once, in pages ordered by id', async () => {
    const [own, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    await newPermissions(own, ['a', 'b', 'c', 'd', 'e']);
    await newPermissions(other, ['f']);
    const whole = await own.call('permissions.listPermissions', {});
    const ids: string[] = whole.body.data.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...ids].sort());
    const pages: string[][] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const { body } = await own.call('permissions.listPermissions', { limit: 2, cursor });
      pages.push(body.data.map(({ id }: { id: string }) => id));
      cursor = body.pagination.cursor;
      expect(body.pagination.hasMore).toBe(cursor !== undefined);
    }
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(ids);
  });

  it('continues after the first item of the next page was deleted', async () => {
    const workspace = await harness.newWorkspace();
    await newPermissions(workspace, ['a', 'b', 'c']);
    const whole = await workspace.call('permissions.listPermissions', {});
    const first = await workspace.call('permissions.listPermissions', { limit: 1 });
    await workspace.call('permissions.deletePermission', { permission: whole.body.data[1].id });
    const { cursor } = first.body.pagination;
    const rest = await workspace.call('permissions.listPermissions', { cursor });
    expect(rest.body.data).toEqual([whole.body.data[2]]);
  });

  it('searches id, name, slug and description, in any case', async () => {
    const workspace = await harness.newWorkspace();
    await newPermissions(workspace, ['docs.read', 'docs.write', 'other']);
    const described = { name: 'n', slug: 'described', description: 'Für alle Dokumente' };
    const { body } = await workspace.call('permissions.createPermission', described);
    expect(await search(workspace, 'DOCS.')).toEqual(['docs.read', 'docs.write']);
    expect(await search(workspace, 'name OF o')).toEqual(['other']);
    expect(await search(workspace, 'dokument')).toEqual(['described']);
    expect(await search(workspace, body.data.permissionId.toLowerCase())).toEqual(['described']);
  });

  it('takes every character of a search literally, except the space around it', async () => {
    const workspace = await harness.newWorkspace();
    await newPermissions(workspace, ['a_b', 'aXb', 'a*b']);
    expect(await search(workspace, 'a_b')).toEqual(['a_b']);
    expect(await search(workspace, 'a%b')).toEqual([]);
    expect(await search(workspace, 'a\\')).toEqual([]);
    expect(await search(workspace, '\u00a0 a*b\n')).toEqual(['a*b']);
    expect(await search(workspace, ' \t')).toEqual(['a*b', 'aXb', 'a_b']);
  });

  it('pages through the result of a search', async () => {
    const workspace = await harness.newWorkspace();
    await newPermissions(workspace, ['x.1', 'y.1', 'x.2', 'y.2', 'x.3']);
    const request = { search: 'x.', limit: 2 };
    const first = await workspace.call('permissions.listPermissions', request);
    const { cursor } = first.body.pagination;
    const second = await workspace.call('permissions.listPermissions', { ...request, cursor });
    const found: string[] = [...first.body.data, ...second.body.data].map(({ slug }) => slug);
    expect(found.sort()).toEqual(['x.1', 'x.2', 'x.3']);
    expect(second.body.pagination).toEqual({ hasMore: false });
  });

  it('refuses an invalid cursor', async () => {
    const workspace = await harness.newWorkspace();
    const { status, body } = await workspace.call('permissions.listPermissions', { cursor: 'x' });
    expect(status).toBe(400);
    expect(body.error.errors[0].location).toBe('body.cursor');
  });

  it('refuses a root key without the right', async () => {
    const workspace = await harness.newWorkspace();
    const limited = await workspace.newRootKey(['rbac.*.read_role']);
    expect((await limited.call('permissions.listPermissions', {})).status).toBe(403);
  });
});
