import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  const create = (name: string, permissions: string[]) =>
    workspace.call('permissions.createRole', { name, permissions });
  await create('reader', ['docs.read', 'docs.list']);
  await create('writer', ['docs.write']);
});
afterAll(() => harness.stop());

const test = async (body: object) => (await workspace.call('permissions.testQuery', body)).body;

describe('permissions.testQuery', () => {
  it.each([
    ['docs.read', { roles: ['reader'] }, true],
    ['docs.read', { roles: ['READER'] }, true],
    ['docs.read', { roles: ['writer'] }, false],
    ['docs.read and docs.write', { roles: ['reader', 'writer'] }, true],
    ['docs.read AND docs.write', { roles: ['reader'], permissions: ['docs.write'] }, true],
    ['docs.read AND (docs.write OR admin)', { roles: ['reader'], permissions: ['admin'] }, true],
    ['docs.read', {}, false],
    ['Docs.Read', { roles: ['reader'] }, false],
  ])('says whether a key passes %j with %j: %j', async (query, held, passes) => {
    expect((await test({ query, ...held })).data.passes).toBe(passes);
  });

  it('agrees with the verification of a key that has them', async () => {
    const api = await workspace.call('apis.createApi', { name: 'Docs' });
    const { apiId } = api.body.data;
    const held = { roles: ['reader'], permissions: ['docs.admin'] };
    const { key } = (await workspace.call('keys.createKey', { apiId, ...held })).body.data;
    const queries = ['docs.read', 'docs.write', 'docs.write OR docs.admin', 'docs.* OR docs.list'];
    for (const query of [...queries, queries.map((part) => `(${part})`).join(' AND ')]) {
      const verified = await workspace.call('keys.verifyKey', { key, permissions: query });
      expect((await test({ query, ...held })).data.passes, query).toBe(verified.body.data.valid);
    }
  });

  it('names what the query asks for, and which of the roles pass it alone', async () => {
    const query = 'docs.write OR (docs.raed AND docs.list)';
    const { data } = await test({ query, roles: ['writer', 'reader', 'Writer'] });
    expect(data).toEqual({
      passes: true,
      permissions: [
        { slug: 'docs.write', exists: true, held: true },
        { slug: 'docs.raed', exists: false, held: false },
        { slug: 'docs.list', exists: true, held: true },
      ],
      roles: [
        { id: expect.stringMatching(/^role_/), name: 'writer', passes: true },
        { id: expect.stringMatching(/^role_/), name: 'reader', passes: false },
      ],
    });
  });

  it('prefers the role with an id to one whose name is that id', async () => {
    const { body } = await workspace.call('permissions.getRole', { role: 'reader' });
    await workspace.call('permissions.createRole', { name: body.data.id });
    const { data } = await test({ query: 'docs.read', roles: [body.data.id] });
    expect(data.roles).toEqual([{ id: body.data.id, name: 'reader', passes: true }]);
  });

  it('refuses a query that cannot be parsed, as a verification does', async () => {
    const { error } = await test({ query: 'docs.read AND' });
    expect(error.detail).toContain('Expected a permission or "(", but found the end of the query');
  });

  it('refuses a role of another workspace like a missing one', async () => {
    const other = await harness.newWorkspace();
    const { roleId } = (await other.call('permissions.createRole', { name: 'foreign' })).body.data;
    for (const role of ['foreign', roleId]) {
      const { error } = await test({ query: 'docs.read', roles: ['reader', role] });
      expect(error.detail).toBe(`Role '${role}' does not exist.`);
    }
  });

  it('needs the rights to read roles and permissions', async () => {
    const limited = await workspace.newRootKey(['rbac.*.read_role']);
    const { status, body } = await limited.call('permissions.testQuery', { query: 'a' });
    expect(status).toBe(403);
    expect(body.error.detail).toContain('rbac.*.read_permission');
  });
});
