import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../../test/answer.js';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

async function newIdentities(workspace: Workspace, externalIds: readonly string[]) {
  const ids: string[] = [];
  for (const externalId of externalIds) {
    const { body } = await workspace.call('identities.createIdentity', { externalId });
    ids.push(body.data.identityId);
  }
  return ids;
}

function externalIdsOf({ body }: Answer): string[] {
  return body.data.map((identity: { externalId: string }) => identity.externalId);
}

describe('identities.listIdentities answers', () => {
  it('with every identity exactly once, in pages ordered by id', async () => {
    const workspace = await harness.newWorkspace();
    const ids = await newIdentities(workspace, ['a', 'b', 'c', 'd', 'e']);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await workspace.call('identities.listIdentities', { limit: 2, cursor });
      seen.push(...body.data.map((identity: { id: string }) => identity.id));
      cursor = body.pagination.cursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual([...ids].sort());
  });

  it('with meta and limits, and without empty fields', async () => {
    const workspace = await harness.newWorkspace();
    const limit = { name: 'requests', limit: 10, duration: 60_000, autoApply: true };
    const meta = { plan: 'pro' };
    const full = { externalId: 'full', meta, ratelimits: [{ ...limit, name: 'zzz' }, limit] };
    await workspace.call('identities.createIdentity', full);
    const { body } = await workspace.call('identities.listIdentities', {});
    expect(body.data).toMatchObject([{ meta, ratelimits: [limit, { ...limit, name: 'zzz' }] }]);
    await newIdentities(workspace, ['empty']);
    const found = await workspace.call('identities.listIdentities', { search: 'empty' });
    expect(Object.keys(found.body.data[0]).sort()).toEqual(['externalId', 'id']);
  });

  it('to a search with identities that contain the text, literally and in any case', async () => {
    const workspace = await harness.newWorkspace();
    const ids = await newIdentities(workspace, ['Acme.One', 'acme-two', 'other', 'a_b', 'axb']);
    const search = async (text: string) =>
      externalIdsOf(await workspace.call('identities.listIdentities', { search: text })).sort();
    expect(await search('ACME')).toEqual(['Acme.One', 'acme-two']);
    expect(await search(' \u2003acme-t\n')).toEqual(['acme-two']);
    expect(await search('a_b')).toEqual(['a_b']);
    expect(await search('%')).toEqual([]);
    expect(await search('  ')).toHaveLength(5);
    expect(await search(ids[2]?.toUpperCase() ?? '')).toContain('other');
  });

  it('without deleted identities and without those of other workspaces', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    await newIdentities(other, ['foreign']);
    await newIdentities(workspace, ['kept', 'gone']);
    await workspace.call('identities.deleteIdentity', { identity: 'gone' });
    expect(externalIdsOf(await workspace.call('identities.listIdentities', {}))).toEqual(['kept']);
  });

  it('with an empty page to a root key without any right, when nothing matches', async () => {
    const workspace = await harness.newWorkspace();
    await newIdentities(workspace, ['user_42']);
    const nobody = await workspace.newRootKey([]);
    const { status, body } = await nobody.call('identities.listIdentities', { search: 'nothing' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ data: [], pagination: { hasMore: false } });
  });
});

describe('identities.listIdentities refuses', () => {
  it('a page with an identity that may not be read, but not a page without it', async () => {
    const workspace = await harness.newWorkspace();
    const [mine = '', theirs = ''] = await newIdentities(workspace, ['mine', 'theirs']);
    const reader = await workspace.newRootKey([`identity.${mine}.read_identity`]);
    const all = await reader.call('identities.listIdentities', {});
    expect(all.status).toBe(403);
    expect(all.body.error.detail).toContain(`identity.${theirs}.read_identity`);
    const found = await reader.call('identities.listIdentities', { search: 'mine' });
    expect(externalIdsOf(found)).toEqual(['mine']);
  });

  it('a cursor that no list has returned', async () => {
    const workspace = await harness.newWorkspace();
    const answer = await workspace.call('identities.listIdentities', { cursor: 'id_1234' });
    expect(answer.status).toBe(400);
    expect(answer.body.error.errors[0].location).toBe('body.cursor');
  });
});
